// src/pattern/matcher/block_masks_kernel.h
//
// The part of the masks that is the same for every kind of processor, to be included by the one
// file for each. Everything is in an unnamed namespace and calls no function of a library: a file
// that is compiled for AVX2 must not leave a copy of one behind that others get linked to.
#pragma once
#include "pattern/matcher/block_masks.h"

namespace epitaph::pattern {
namespace {

/// The bytes that a backslash before them takes the meaning from. Goes from backslash to backslash:
/// most blocks have none.
inline std::uint64_t escaped_bytes(std::uint64_t backslashes, std::uint64_t& carry) {
  std::uint64_t escaped = carry;
  carry = 0;
  while (backslashes != 0) {
    const std::uint64_t first = backslashes & (~backslashes + 1);
    backslashes ^= first;
    if ((escaped & first) != 0) continue;
    if (first >> 63U != 0) carry = 1;
    escaped |= first << 1U;
  }
  return escaped;
}

/// Each bit says whether the bits up to it, itself included, are odd in number.
inline std::uint64_t running_parity(std::uint64_t bits) {
  for (unsigned distance = 1; distance < kBlockBytes; distance *= 2) bits ^= bits << distance;
  return bits;
}

/// `Lanes` holds 64 bytes: equal(c) has the bits of those that are c, equal_folded(c) of those that
/// are c when the bit 0x20 is set in them.
template <class Lanes>
inline void find_masks_with(const char* text, std::size_t blocks, BlockCarry& carry,
                            BlockMasks* out) {
  for (std::size_t i = 0; i < blocks; ++i, text += kBlockBytes) {
    const Lanes lanes(text);
    const std::uint64_t backslashes = lanes.equal('\\');
    std::uint64_t quotes = lanes.equal('"');
    if ((backslashes | carry.escaped) != 0) quotes &= ~escaped_bytes(backslashes, carry.escaped);
    const std::uint64_t inside = running_parity(quotes) ^ carry.in_string;
    carry.in_string = 0 - (inside >> 63U);
    // '[' and '{' differ in that bit alone, and so do ']' and '}'; nothing else falls together.
    const std::uint64_t opens = lanes.equal_folded('{') & ~inside;
    const std::uint64_t closes = lanes.equal_folded('}') & ~inside;
    out[i] = {.quotes = quotes,
              .backslashes = backslashes,
              .opens = opens,
              .closes = closes,
              .open_count = __builtin_popcountll(opens),
              .close_count = __builtin_popcountll(closes)};
  }
}

}  // namespace
}  // namespace epitaph::pattern
