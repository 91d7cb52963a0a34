// src/pattern/matcher/text_hash.h
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace epitaph::pattern {

/// Spreads every bit over all.
inline std::uint64_t mix(std::uint64_t bits) {
  bits ^= bits >> 32U;
  bits *= 0x9E3779B97F4A7C15;
  bits ^= bits >> 29U;
  bits *= 0xBF58476D1CE4E5B9;
  return bits ^ (bits >> 32U);
}

/// The bytes of a text of at most eight, in one word; of two texts of one length never the same.
inline std::uint64_t short_word(const char* text, std::size_t size) {
  if (size >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, text, 4);
    std::memcpy(&last, text + size - 4, 4);
    return first | static_cast<std::uint64_t>(last) << 32U;
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t i) -> std::uint64_t {
    return static_cast<unsigned char>(text[i]);
  };
  return byte(0) | byte(size / 2) << 8U | byte(size - 1) << 16U;
}

/// The first eight bytes of a text, or all of it and zeros. `readable` says how many bytes may be
/// read there, which may be more than it has.
inline std::uint64_t leading_word(const char* text, std::size_t size, std::size_t readable) {
  // From a table, for the sizes of keys change too often to be guessed at a branch.
  static constexpr std::array<std::uint64_t, 9> kFirst = {0,
                                                          0xFF,
                                                          0xFFFF,
                                                          0xFFFFFF,
                                                          0xFFFFFFFF,
                                                          0xFFFFFFFFFF,
                                                          0xFFFFFFFFFFFF,
                                                          0xFFFFFFFFFFFFFF,
                                                          0xFFFFFFFFFFFFFFFF};
  const std::size_t kept = size < 8 ? size : 8;
  std::uint64_t word = 0;
  if (readable >= 8) {
    std::memcpy(&word, text, 8);
    return word & kFirst[kept];
  }
  std::memcpy(&word, text, kept);
  return word;
}

/// A hash for tables in memory: fast, and different from release to release as we please.
inline std::uint64_t text_hash(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = seed ^ text.size();
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left > 8; at += 8, left -= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32U;
  }
  return mix(hash ^ short_word(at, left));
}

}  // namespace epitaph::pattern
