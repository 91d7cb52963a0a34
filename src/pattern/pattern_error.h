// src/pattern/pattern_error.h
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::pattern {

/// How far the reader had come in the pattern's text when it found the fault. Both count from 1;
/// a column is a UTF-16 unit, because AWS's reader is written in Java.
struct Location {
  std::size_t line = 1;
  std::size_t column = 1;

  bool operator==(const Location&) const = default;
};

/// Where reading stands after `bytes` bytes of `text`.
Location location_after(std::string_view text, std::size_t bytes);

/// Why a text is no event pattern, told as AWS tells it in InvalidEventPatternException.
/// Source of the wordings: answers of AWS's TestEventPattern and PutRule, and the engine that AWS
/// published (aws/event-ruler), observed from outside.
struct PatternError {
  /// As in `Empty arrays are not allowed`.
  std::string reason;
  /// Absent for CIDRs, complexity and an incomparable number in anything-but: AWS gives none there.
  std::optional<Location> location;
  /// AWS's engine reports a fault inside a list of anything-but twice over: its location line comes
  /// twice.
  bool location_twice = false;
  /// The pattern's text, as far as AWS quotes it: see quote_source.
  std::string source;

  /// `Event pattern is not valid. Reason: <reason>` and, in a line of its own, the location:
  /// ` at [Source: (String)"<pattern>"; line: 1, column: 9]`.
  std::string message() const;
};

/// The pattern as a location line quotes it: in double quotes, nothing escaped but control
/// characters other than the ends of lines, cut after 500 UTF-16 units.
std::string quote_source(std::string_view pattern);

}  // namespace epitaph::pattern
