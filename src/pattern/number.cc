#include "pattern/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "pattern/short_decimal.h"

namespace epitaph::pattern {
namespace {

// `digits` without leading zeros, times ten to the power of `exponent`; zero has no digits.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

// An exponent beyond this is out of every double's reach, and of int32, which Java counts scales
// in.
constexpr std::int64_t kExponentMax = 1'000'000'000;

std::int64_t parse_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  for (const char c : text) value = std::min(value * 10 + (c - '0'), kExponentMax);
  return negative ? -value : value;
}

Decimal parse_decimal(std::string_view spelling) {
  Decimal out;
  out.negative = spelling.starts_with('-');
  if (out.negative) spelling.remove_prefix(1);
  const std::size_t exponent_at = std::min(spelling.find_first_of("eE"), spelling.size());
  if (exponent_at < spelling.size()) {
    out.exponent = parse_exponent(spelling.substr(exponent_at + 1));
  }
  const std::string_view mantissa = spelling.substr(0, exponent_at);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  out.digits = mantissa.substr(0, point);
  if (point < mantissa.size()) {
    const std::string_view fraction = mantissa.substr(point + 1);
    out.digits += fraction;
    out.exponent -= static_cast<std::int64_t>(fraction.size());
  }
  out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
  return out;
}

// Fractions of so few digits are told apart by doubles, so that each is the shortest way to write
// its own.
constexpr std::uint64_t kFewDigits = 1'000'000'000'000'000;
constexpr std::int64_t kPlacesMax = 22;

// No double prints as more digits than 17.
constexpr std::uint64_t kTooManyDigits = 100'000'000'000'000'000;

// For what ShortDecimal does not say.
std::optional<double> read_double(std::string_view spelling) {
  double value = 0;
  const auto read = std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  if (read.ec != std::errc{} || !std::isfinite(value)) return std::nullopt;
  return value == 0 ? 0.0 : value;
}

}  // namespace

std::optional<double> nearest_double(std::string_view spelling) {
  ShortDecimal decimal;
  if (decimal.read(spelling)) {
    if (const auto value = decimal.nearest()) return value;
  }
  return read_double(spelling);
}

std::optional<double> comparable_number(std::string_view spelling) {
  ShortDecimal decimal;
  if (!decimal.read(spelling)) return std::nullopt;
  auto value = decimal.nearest();
  if (value && decimal.digits < kFewDigits && decimal.exponent >= -kPlacesMax) return value;
  if (!value) value = read_double(spelling);
  const ShortDecimal wanted = decimal.trimmed();
  if (!value || wanted.digits >= kTooManyDigits) return std::nullopt;
  std::array<char, 32> shortest{};
  const auto printed = std::to_chars(shortest.data(), shortest.data() + shortest.size(), *value);
  ShortDecimal back;
  if (!back.read({shortest.data(), printed.ptr}) || back.trimmed() != wanted) return std::nullopt;
  return value;
}

std::string java_decimal(std::string_view spelling) {
  Decimal decimal = parse_decimal(spelling);
  if (std::abs(decimal.exponent) >= kExponentMax) return std::string(spelling);
  const bool zero = decimal.digits.empty();
  if (zero) decimal.digits = "0";
  const std::string sign = decimal.negative && !zero ? "-" : "";
  const auto count = static_cast<std::int64_t>(decimal.digits.size());
  const std::int64_t scale = -decimal.exponent;
  const std::int64_t first_at = decimal.exponent + count - 1;  // the first digit's power of ten
  if (scale < 0 || first_at < -6) {
    std::string mantissa = decimal.digits;
    if (count > 1) mantissa.insert(1, ".");
    return fmt::format("{}{}E{:+}", sign, mantissa, first_at);
  }
  if (scale == 0) return sign + decimal.digits;
  if (scale >= count) decimal.digits.insert(0, static_cast<std::size_t>(scale - count + 1), '0');
  decimal.digits.insert(decimal.digits.size() - static_cast<std::size_t>(scale), ".");
  return sign + decimal.digits;
}

}  // namespace epitaph::pattern
