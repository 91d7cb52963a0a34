// src/pattern/matcher/anchor.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pattern/address.h"
#include "pattern/cidr.h"
#include "pattern/matcher/field_check.h"
#include "pattern/matcher/wanted_paths.h"
#include "pattern/value.h"

namespace epitaph::pattern {

/// How a value finds the rules that may accept it. A rule hangs on anchors of one of its checks,
/// and only a value that has one of them makes anybody look at the rule: so an anchor may be had by
/// values that the check refuses, but must be had by every value that it accepts.
struct Anchor {
  enum class Kind : std::uint8_t {
    kText,       ///< the whole string
    kLiteral,    ///< true, false, null
    kNumber,     ///< the nearest double
    kSpelling,   ///< a number's characters
    kAddress,    ///< a string that is this address
    kBlock,      ///< a string that is an address in this block
    kPrefix,     ///< how a string begins
    kSuffix,     ///< how it ends
    kPlainText,  ///< the three again, ASCII letters in lower case
    kPlainPrefix,
    kPlainSuffix,
    kGram,   ///< up to four bytes that are somewhere in it
    kRange,  ///< numbers between two bounds
  };

  Kind kind;
  std::uint64_t key = 0;  ///< hash of kind, path and what it looks for
  /// How much likelier a value is to have it than it is to be one certain text.
  std::uint32_t weight = 1;
  std::uint32_t size = 0;  ///< of a prefix, suffix or gram: bytes; of a block: bits
  std::uint8_t edge = 0;   ///< a prefix's last byte, a suffix's first; of a block: 1 for version 6
  std::uint32_t gram = 0;
  double lower = 0, upper = 0;  ///< of a range, both within it; of a number, both it
};

/// What the conditions of a check can hang on. Of each one's choice any one anchor will do; the
/// check hangs on one of every condition.
struct AnchorChoices {
  std::vector<Anchor> anchors;    ///< choice by choice
  std::vector<std::size_t> ends;  ///< where each choice ends in them
};

/// Fills `out`; false, and nothing to be used, when some condition accepts so much that there is no
/// looking it up.
bool find_anchors(const FieldCheck& test, AnchorChoices& out);

/// Keys by which values are looked up.
std::uint64_t anchor_key(Anchor::Kind kind, PathId path, std::string_view bytes);
std::uint64_t anchor_key(Anchor::Kind kind, PathId path, std::uint64_t word);
std::uint64_t block_key(PathId path, const Address& address, unsigned mask_bits);

/// A gram as a number: its bytes, the first the lowest.
std::uint32_t gram_at(const char* text, std::size_t size);

inline constexpr std::size_t kGramBytesMax = 4;

}  // namespace epitaph::pattern
