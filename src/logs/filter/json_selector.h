#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "logs/filter/pattern_scanner.h"

namespace epitaph::logs {

/// Which values of a JSON message a pattern means:
///
///   $.detail.stopCode  $.detail-type  $.['key.with.dots']  $.containers[0].exitCode
///   $.containers[*].exitCode  $.detail.*
///
/// A member's name is letters, digits, `-` and `_`, or anything in `['…']`. `*` stands for every
/// member, `[*]` for every element; a selector has one of the two at most.
struct JsonSelector {
  struct Step {
    enum class Kind : std::uint8_t { kMember, kElement, kAnyMember, kAnyElement } kind;
    std::string name{};     ///< of kMember
    std::size_t index = 0;  ///< of kElement
  };
  std::string text;  ///< as it was written
  std::vector<Step> steps;

  bool has_wildcard() const;
};

/// Wildcard selectors of one pattern, at most. Source: reference cloudwatch-logs.md, 4.2.
constexpr std::size_t kWildcardsMax = 3;

/// Reads the selector at the scanner. Errors: kInvalid, worded by AWS.
Result<JsonSelector> take_selector(PatternScanner& scanner);

}  // namespace epitaph::logs
