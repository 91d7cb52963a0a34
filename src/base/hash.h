#pragma once
#include <cstdint>
#include <string_view>

namespace epitaph {

/// The first eight bytes of SHA-256, big-endian: the same on every machine and in every release, so
/// it may lie in stored keys; and nobody can choose texts that meet in one by design alone.
std::uint64_t hash64(std::string_view bytes);

}  // namespace epitaph
