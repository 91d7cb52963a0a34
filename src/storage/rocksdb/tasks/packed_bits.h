#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace epitaph::storage::rocks {

static_assert(std::endian::native == std::endian::little, "packed bits are read as they lie");

/// How many bits a number up to `max` takes: 0 to 56, or 64, so that each can be read with one
/// load.
inline unsigned bits_for(std::uint64_t max) {
  const auto width = static_cast<unsigned>(std::bit_width(max));
  return width > 56 ? 64 : width;
}

/// Bytes behind the last packed one, so that its load stays inside.
constexpr std::size_t kPackedPadding = 8;

inline std::size_t packed_bytes(std::size_t count, unsigned width) {
  return (count * width + 7) / 8;
}

/// Appends the lowest `width` bits of each number, lowest first, without padding.
void append_packed(std::string& out, std::span<const std::uint64_t> numbers, unsigned width);

/// The number at `index` of those packed from `bytes` on, behind which padding must lie.
inline std::uint64_t packed_at(const char* bytes, std::size_t index, unsigned width) {
  const std::size_t bit = index * width;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes + bit / 8, sizeof word);
  if (width == 64) return word;
  return word >> (bit % 8) & ((std::uint64_t{1} << width) - 1);
}

}  // namespace epitaph::storage::rocks
