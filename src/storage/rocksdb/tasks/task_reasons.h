#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::storage::rocks {

/// The reasons of a block, compressed as one: they are many, long and much alike.
///   varint  length of what is compressed, at most 256 MiB
///   frame   zstd
std::string compress_reasons(std::string_view raw);
/// nullopt when the bytes are not what compress_reasons() made.
std::optional<std::string> decompress_reasons(std::string_view stored);

}  // namespace epitaph::storage::rocks
