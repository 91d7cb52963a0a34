#pragma once
#include <cstdint>
#include <string_view>

namespace epitaph::storage::rocks {

/// XXH64 with seed 0, the checksum that zstd uses too: ten bytes a nanosecond, for bytes that may
/// have been damaged, not for bytes that somebody chose.
std::uint64_t checksum64(std::string_view bytes);

}  // namespace epitaph::storage::rocks
