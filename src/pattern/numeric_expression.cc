#include "pattern/numeric_expression.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "pattern/number.h"

namespace epitaph::pattern {
namespace {

bool is_operator(std::string_view name) {
  constexpr std::array<std::string_view, 5> kOperators = {"=", "<", "<=", ">", ">="};
  return std::ranges::find(kOperators, name) != kOperators.end();
}

// The number's characters; they are judged only when the whole list has been read, as AWS does.
std::optional<std::string> parse_operand(PatternText& text, std::string_view operator_name) {
  if (text.current() == Token::kNumber) return text.text();
  return text.refuse("Value of " + std::string(operator_name == "=" ? "equals" : operator_name) +
                     " must be numeric");
}

std::optional<double> compare(PatternText& text, const std::string& spelling) {
  const auto value = comparable_number(spelling);
  if (!value) return text.refuse("Cannot compare number : " + java_decimal(spelling));
  return value;
}

// [op, number], read to its end.
std::optional<NumericRange> one_bound(PatternText& text, std::string_view operator_name,
                                      const std::string& spelling) {
  const auto value = compare(text, spelling);
  if (!value) return std::nullopt;
  const NumericRange::Bound bound{.value = *value, .inclusive = operator_name.ends_with('=')};
  NumericRange range;
  if (!operator_name.starts_with('<')) range.lower = bound;
  if (!operator_name.starts_with('>')) range.upper = bound;
  return range;
}

// The rest of [lower, number, upper, number]; the first token of the upper bound has been read.
std::optional<NumericRange> second_bound(PatternText& text, std::string_view lower_operator,
                                         const std::string& lower_spelling) {
  const bool string = text.current() == Token::kString;
  const std::string name = text.text();
  if (!string) return text.refuse("Bad value in numeric range: " + name);
  if (name != "<" && name != "<=") return text.refuse("Bad numeric range operator: " + name);
  text.next();
  const auto upper_spelling = parse_operand(text, name);
  if (!upper_spelling) return std::nullopt;
  if (!text.expect(Token::kEndArray, "Too many terms in numeric range expression")) {
    return std::nullopt;
  }
  auto range = one_bound(text, lower_operator, lower_spelling);
  const auto upper = range ? one_bound(text, name, *upper_spelling) : std::nullopt;
  if (!upper) return std::nullopt;
  range->upper = upper->upper;
  if (range->lower->value >= range->upper->value) {
    return text.refuse("Bottom must be less than top");
  }
  return range;
}

std::optional<NumericRange> parse_range(PatternText& text) {
  const bool string = text.next() == Token::kString;
  const std::string name = text.text();
  if (!string) return text.refuse("Invalid member in numeric match: " + name);
  text.next();
  if (!is_operator(name)) return text.refuse("Unrecognized numeric range operator: " + name);
  const auto spelling = parse_operand(text, name);
  if (!spelling) return std::nullopt;
  if (text.next() == Token::kEndArray) return one_bound(text, name, *spelling);
  if (!name.starts_with('>')) return text.refuse(std::string(kTooManyElements));
  return second_bound(text, name, *spelling);
}

}  // namespace

std::optional<Condition> parse_numeric(PatternText& text) {
  if (text.current() != Token::kStartArray) {
    return text.refuse("Value of numeric must be an array.");
  }
  const auto range = parse_range(text);
  if (!range || !text.expect(Token::kEndObject, kTooManyElements)) return std::nullopt;
  return ValueTest(*range);
}

}  // namespace epitaph::pattern
