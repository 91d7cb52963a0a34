#include "logs/filter/value_test.h"

#include "logs/filter/number_text.h"
#include "logs/filter/pattern_error.h"
#include "logs/filter/text_search.h"

namespace epitaph::logs {

std::optional<ValueTest::Operator> ValueTest::take_operator(PatternScanner& scanner) {
  if (scanner.take("!=")) return Operator::kNotEqual;
  if (scanner.take("<=")) return Operator::kLessOrEqual;
  if (scanner.take(">=")) return Operator::kGreaterOrEqual;
  if (scanner.take("=")) return Operator::kEqual;
  if (scanner.take("<")) return Operator::kLess;
  if (scanner.take(">")) return Operator::kGreater;
  return std::nullopt;
}

Result<ValueTest> ValueTest::take(PatternScanner& scanner) {
  ValueTest test;
  const auto op = take_operator(scanner);
  if (!op) return scanner.unexpected();
  test.operator_ = *op;
  scanner.skip_blanks();
  if (scanner.peek() == '"') {
    EPITAPH_TRY(quoted, scanner.take_quoted());
    test.set_text(quoted);
  } else if (scanner.peek() == '%') {
    EPITAPH_TRY(regex, scanner.take_regex());
    test.regex_ = std::move(regex);
  } else {
    const auto bare = scanner.take_bare_value();
    if (bare.empty()) return scanner.unexpected();
    test.set_text(bare);
    test.number_ = number_of(bare);
  }
  const bool is_equality = *op == Operator::kEqual || *op == Operator::kNotEqual;
  if (!is_equality && !test.number_) return invalid_filter_pattern();
  return test;
}

void ValueTest::set_text(std::string_view text) {
  any_before_ = text.starts_with('*');
  if (any_before_) text.remove_prefix(1);
  any_behind_ = text.ends_with('*');
  if (any_behind_) text.remove_suffix(1);
  // A single star is at both ends at once.
  if (text.empty()) any_behind_ = any_before_ = any_before_ || any_behind_;
  text_ = text;
}

bool ValueTest::is_equal(std::string_view text) const {
  if (regex_) return regex_->is_found_in(text);
  if (any_before_ && any_behind_) return holds_text(text, text_);
  if (any_before_) return text.ends_with(text_);
  if (any_behind_) return text.starts_with(text_);
  return text == text_;
}

bool ValueTest::accepts_text(std::string_view text) const {
  if (operator_ == Operator::kEqual) return is_equal(text);
  return operator_ == Operator::kNotEqual && !is_equal(text);
}

bool ValueTest::accepts_number(std::string_view text) const {
  if (!number_) return accepts_text(text);
  const auto value = number_of(text);
  return value && holds(*value);
}

bool ValueTest::accepts_column(std::string_view text) const {
  const auto value = number_ ? number_of(text) : std::nullopt;
  return value ? holds(*value) : accepts_text(text);
}

bool ValueTest::holds(double value) const {
  switch (operator_) {
    case Operator::kEqual:
      return value == *number_;
    case Operator::kNotEqual:
      return value != *number_;
    case Operator::kLess:
      return value < *number_;
    case Operator::kLessOrEqual:
      return value <= *number_;
    case Operator::kGreater:
      return value > *number_;
    case Operator::kGreaterOrEqual:
      return value >= *number_;
  }
  return false;
}

std::string_view ValueTest::necessary_text() const {
  if (operator_ != Operator::kEqual || number_ || regex_) return {};
  return text_;
}

}  // namespace epitaph::logs
