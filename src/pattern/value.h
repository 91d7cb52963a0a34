// src/pattern/value.h
#pragma once
#include <optional>
#include <string_view>

namespace epitaph::pattern {

/// A scalar of an event. Objects and arrays are no values; they only give paths to some.
struct Value {
  enum class Kind { kString, kNumber, kTrue, kFalse, kNull };

  Kind kind;
  /// A string with its escapes resolved, or a number exactly as it was spelled; otherwise empty.
  /// Points into whatever holds the event.
  std::string_view text;
  /// Only of a number, and absent from one that cannot be compared: see comparable_number.
  std::optional<double> number;

  bool operator==(const Value&) const = default;
};

}  // namespace epitaph::pattern
