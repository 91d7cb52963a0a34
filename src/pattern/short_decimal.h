// src/pattern/short_decimal.h
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace epitaph::pattern {

/// A number of at most 19 digits: `digits` times ten to the power of `exponent`.
struct ShortDecimal {
  bool negative = false;
  std::uint64_t digits = 0;
  std::int64_t exponent = 0;

  /// Becomes a JSON number. False, and not to be used, when it has more digits, zeros at either end
  /// not counted, or is no number.
  bool read(std::string_view spelling);

  /// The only one of its value without zeros at the end. Zero has no sign.
  ShortDecimal trimmed() const;

  /// The double nearest to it; nothing when the exponent is so far from 0 that this takes more than
  /// a division.
  std::optional<double> nearest() const;

  bool operator==(const ShortDecimal&) const = default;
};

}  // namespace epitaph::pattern
