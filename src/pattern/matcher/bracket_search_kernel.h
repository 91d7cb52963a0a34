// src/pattern/matcher/bracket_search_kernel.h
//
// The part of the search that is the same for every kind of processor, to be included by the one
// file for each. Everything is in an unnamed namespace and calls no function of a library: a file
// that is compiled for AVX2 must not leave a copy of one behind that others get linked to.
#pragma once
#include <cstddef>
#include <cstdint>

#include "pattern/matcher/bracket_search.h"

namespace epitaph::pattern {
namespace {

constexpr std::size_t kBlockBytes = 64;

/// Events mostly come from memory that is cold: the processor is told to fetch what lies so far
/// ahead of where it looks. It may be told so of memory that is not ours, but no pointer may point
/// there, so the place is counted out as a number.
inline void fetch_ahead(const char* from) {
  constexpr std::uintptr_t kAheadBytes = 512;
  __builtin_prefetch(
      reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(from) + kAheadBytes));
}

/// What a block has to know of the one before it.
struct BlockCarry {
  std::uint64_t in_string = 0;  // all bits when it ended within a string
  std::uint64_t escaped = 0;    // 1 when its last byte takes the meaning of the next one away
};

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

/// Looks through one block; true when `at` is where the last bracket is closed.
/// `Lanes` holds 64 bytes: equal(c) has the bits of those that are c, equal_folded(c) of those that
/// are c when the bit 0x20 is set in them.
template <class Lanes>
inline bool search_block(const char* text, BlockCarry& carry, std::int64_t& open, std::size_t& at) {
  fetch_ahead(text);
  const Lanes lanes(text);
  const std::uint64_t backslashes = lanes.equal('\\');
  std::uint64_t quotes = lanes.equal('"');
  if ((backslashes | carry.escaped) != 0) quotes &= ~escaped_bytes(backslashes, carry.escaped);
  const std::uint64_t inside = running_parity(quotes) ^ carry.in_string;
  carry.in_string = 0 - (inside >> 63U);
  // '[' and '{' differ in that bit alone, and so do ']' and '}'; nothing else falls together.
  const std::uint64_t opens = lanes.equal_folded('{') & ~inside;
  const std::uint64_t closes = lanes.equal_folded('}') & ~inside;
  std::int64_t closed = __builtin_popcountll(closes);
  if (closed >= open) {
    // It may be here: where as many are closed as were open before or have been opened up to there.
    closed = 0;
    for (std::uint64_t left = closes; left != 0; left &= left - 1) {
      const std::uint64_t before = (left & (~left + 1)) - 1;
      if (++closed != open + __builtin_popcountll(opens & before)) continue;
      at = static_cast<std::size_t>(__builtin_ctzll(left));
      return true;
    }
  }
  open += __builtin_popcountll(opens) - closed;
  return false;
}

template <class Lanes>
inline std::size_t find_closing_with(const char* text, std::size_t size, std::size_t depth) {
  BlockCarry carry;
  auto open = static_cast<std::int64_t>(depth);
  std::size_t in_block = 0;
  std::size_t at = 0;
  for (; at + kBlockBytes <= size; at += kBlockBytes) {
    if (search_block<Lanes>(text + at, carry, open, in_block)) return at + in_block;
  }
  // The last bytes, with blanks behind them: nothing beyond the text is read.
  char last[kBlockBytes];
  for (std::size_t i = 0; i < kBlockBytes; ++i) last[i] = at + i < size ? text[at + i] : ' ';
  return search_block<Lanes>(last, carry, open, in_block) ? at + in_block : kNowhere;
}

}  // namespace
}  // namespace epitaph::pattern
