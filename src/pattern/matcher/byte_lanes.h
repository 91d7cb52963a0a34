// src/pattern/matcher/byte_lanes.h
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace epitaph::pattern {

static_assert(std::endian::native == std::endian::little, "the first byte has the lowest bit");

/// Sixty-four bytes, and which of them are a certain character: a bit for each, the lowest for the
/// first. Eight bytes at a time in plain registers.
class PortableLanes {
 public:
  explicit PortableLanes(const char* text) { std::memcpy(words_, text, sizeof words_); }

  bool has(char c) const { return equal(c) != 0; }
  std::uint64_t equal(char c) const { return equal(c, 0); }
  std::uint64_t equal_folded(char c) const { return equal(c, 0x20 * kEachByte); }

 private:
  static constexpr std::uint64_t kEachByte = 0x0101010101010101;
  static constexpr std::uint64_t kTopBits = 0x8080808080808080;

  std::uint64_t equal(char c, std::uint64_t set) const {
    const std::uint64_t wanted = static_cast<unsigned char>(c) * kEachByte;
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::uint64_t differs = (words_[i] | set) ^ wanted;
      // A byte's top bit is set where anything in it is: adding cannot carry into the next byte.
      const std::uint64_t any = ((differs & ~kTopBits) + ~kTopBits) | differs;
      const std::uint64_t zero = ~any & kTopBits;
      // Gathers the eight top bits, the first byte's lowest.
      out |= (((zero >> 7U) * 0x0102040810204080) >> 56U) << (8 * i);
    }
    return out;
  }

  std::uint64_t words_[8];
};

#if defined(__x86_64__)
/// The same with SSE2, which every x86-64 has.
class Sse2Lanes {
 public:
  explicit Sse2Lanes(const char* text) {
    const auto part = [&](std::size_t i) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
    };
    parts_[0] = part(0);
    parts_[1] = part(1);
    parts_[2] = part(2);
    parts_[3] = part(3);
  }

  bool has(char c) const {
    const __m128i wanted = _mm_set1_epi8(c);
    const auto same = [&](std::size_t i) { return _mm_cmpeq_epi8(parts_[i], wanted); };
    return _mm_movemask_epi8(
               _mm_or_si128(_mm_or_si128(same(0), same(1)), _mm_or_si128(same(2), same(3)))) != 0;
  }
  std::uint64_t equal(char c) const { return equal(c, _mm_setzero_si128()); }
  std::uint64_t equal_folded(char c) const { return equal(c, _mm_set1_epi8(0x20)); }

 private:
  std::uint64_t equal(char c, __m128i set) const {
    const __m128i wanted = _mm_set1_epi8(c);
    const auto part = [&](std::size_t i) {
      const auto same = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_or_si128(parts_[i], set), wanted));
      return static_cast<std::uint64_t>(same) << (16 * i);
    };
    return part(0) | part(1) | part(2) | part(3);
  }

  __m128i parts_[4];
};

using ByteLanes = Sse2Lanes;
#else
using ByteLanes = PortableLanes;
#endif

}  // namespace epitaph::pattern
