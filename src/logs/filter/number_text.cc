#include "logs/filter/number_text.h"

#include <charconv>
#include <limits>

#include "base/ascii.h"

namespace epitaph::logs {
namespace {

/// What from_chars() will not say of a number that is out of range: whether it is too large or too
/// small.
double beyond_range(std::string_view unsigned_text) {
  const auto exponent = unsigned_text.find_first_of("eE");
  const bool is_small = exponent != std::string_view::npos &&
                        unsigned_text.substr(exponent).find('-') != std::string_view::npos;
  return is_small ? 0.0 : std::numeric_limits<double>::infinity();
}

}  // namespace

std::optional<double> number_of(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  // Keeps out what from_chars() takes besides: a second sign, inf and nan.
  if (text.empty() || !(is_digit(text[0]) || text[0] == '.')) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ptr != end || read.ec == std::errc::invalid_argument) return std::nullopt;
  if (read.ec == std::errc::result_out_of_range) value = beyond_range(text);
  return is_negative ? -value : value;
}

}  // namespace epitaph::logs
