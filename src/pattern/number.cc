#include "pattern/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

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

// No double prints as more digits than that.
constexpr std::size_t kDigitsMax = 17;

// The one way to write a value, of all that say the same: no zeros at either end of its digits.
struct ShortDecimal {
  bool negative = false;
  std::size_t count = 0;
  std::array<char, kDigitsMax> digits{};
  std::int64_t exponent = 0;

  bool operator==(const ShortDecimal&) const = default;
};

// Nothing when there are more digits than any double prints as.
std::optional<ShortDecimal> short_decimal(std::string_view spelling) {
  ShortDecimal out;
  out.negative = spelling.starts_with('-');
  if (out.negative) spelling.remove_prefix(1);
  const std::size_t exponent_at = std::min(spelling.find_first_of("eE"), spelling.size());
  if (exponent_at < spelling.size()) {
    out.exponent = parse_exponent(spelling.substr(exponent_at + 1));
  }
  bool fraction = false;
  std::size_t zeros = 0;  // which count only if another digit follows
  for (const char c : spelling.substr(0, exponent_at)) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (fraction) --out.exponent;
    if (c == '0') {
      ++zeros;
      continue;
    }
    if (out.count == 0) zeros = 0;
    if (out.count + zeros >= kDigitsMax) return std::nullopt;
    for (; zeros > 0; --zeros) out.digits[out.count++] = '0';
    out.digits[out.count++] = c;
  }
  if (out.count == 0) return ShortDecimal{};
  out.exponent += static_cast<std::int64_t>(zeros);
  return out;
}

// Most numbers: an integer or a fraction of up to 15 digits. Such a one is the shortest way to
// write its double, and dividing two doubles that are exact gives the nearest.
std::optional<double> of_few_digits(std::string_view spelling) {
  constexpr std::size_t kFew = 15;
  static constexpr std::array<double, kFew + 1> kPowers = {
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const bool negative = spelling.starts_with('-');
  if (negative) spelling.remove_prefix(1);
  if (spelling.empty() || spelling.size() > kFew + 1) return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t count = 0;
  std::size_t point = spelling.size();
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    const auto digit = static_cast<unsigned char>(spelling[i] - '0');
    if (digit <= 9) {
      digits = digits * 10 + digit;
      ++count;
    } else if (spelling[i] == '.' && point == spelling.size()) {
      point = i;
    } else {
      return std::nullopt;
    }
  }
  if (count == 0 || count > kFew) return std::nullopt;
  const std::size_t after_point = point == spelling.size() ? 0 : spelling.size() - point - 1;
  const double value = static_cast<double>(digits) / kPowers[after_point];
  return negative && digits != 0 ? -value : value;
}

}  // namespace

std::optional<double> nearest_double(std::string_view spelling) {
  if (const auto value = of_few_digits(spelling)) return value;
  double value = 0;
  const auto read = std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  if (read.ec != std::errc{} || !std::isfinite(value)) return std::nullopt;
  return value == 0 ? 0.0 : value;
}

std::optional<double> comparable_number(std::string_view spelling) {
  if (const auto value = of_few_digits(spelling)) return value;
  const auto value = nearest_double(spelling);
  const auto wanted = short_decimal(spelling);
  if (!value || !wanted) return std::nullopt;
  std::array<char, 32> shortest{};
  const auto printed = std::to_chars(shortest.data(), shortest.data() + shortest.size(), *value);
  const std::string_view back(shortest.data(),
                              static_cast<std::size_t>(printed.ptr - shortest.data()));
  if (wanted != short_decimal(back)) return std::nullopt;
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
