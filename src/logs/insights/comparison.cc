#include <algorithm>
#include <cmath>

#include "base/ascii.h"
#include "logs/insights/value.h"

namespace epitaph::logs::insights {
namespace {

bool says(Comparison comparison, int order) {
  switch (comparison) {
    case Comparison::kEqual:
      return order == 0;
    case Comparison::kNotEqual:
      return order != 0;
    case Comparison::kLess:
      return order < 0;
    case Comparison::kLessOrEqual:
      return order <= 0;
    case Comparison::kGreater:
      return order > 0;
    case Comparison::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

int order_of(double left, double right) {
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

int sign(int order) { return order < 0 ? -1 : (order > 0 ? 1 : 0); }

// The run of digits, or of others, that `text` begins with.
std::string_view take_run(std::string_view& text) {
  const bool digits = is_digit(text.front());
  std::size_t length = 1;
  while (length < text.size() && is_digit(text[length]) == digits) ++length;
  const std::string_view run = text.substr(0, length);
  text.remove_prefix(length);
  return run;
}

// UTF-8 sorts by its bytes as by its code points.
int text_order(std::string_view left, std::string_view right) { return sign(left.compare(right)); }

int run_order(std::string_view left, std::string_view right) {
  const bool both_digits = is_digit(left.front()) && is_digit(right.front());
  if (both_digits && left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  return text_order(left, right);
}

int natural_text_order(std::string_view left, std::string_view right) {
  while (!left.empty() && !right.empty()) {
    const std::string_view left_run = take_run(left);
    const std::string_view right_run = take_run(right);
    if (const int order = run_order(left_run, right_run); order != 0) return order;
  }
  return static_cast<int>(!left.empty()) - static_cast<int>(!right.empty());
}

// Whether every integer up to this number is a double of its own, so that equal ones are spelled
// alike.
bool is_exact(double number) { return std::abs(number) < 9007199254740992; }

// Of one number in two spellings: 01 comes before 1, as the User Guide's example has it.
int spelling_order(const Value& left, const Value& right) {
  std::string left_scratch;
  std::string right_scratch;
  return text_order(left.to_text(left_scratch), right.to_text(right_scratch));
}

// A moment beside a text that is no number is what results show of it, so that a query can say
// @timestamp >= "2024-09-10 12".
std::string_view compared_text(const Value& value, std::string& scratch) {
  if (value.kind() != Value::Kind::kTime) return value.to_text(scratch);
  scratch = result_text(value);
  return scratch;
}

}  // namespace

bool compare(Comparison comparison, const Value& left, const Value& right) {
  if (left.absent() || right.absent()) return comparison == Comparison::kNotEqual;
  if (left.is_document() || right.is_document()) return false;
  if (const auto left_number = left.to_number()) {
    if (const auto right_number = right.to_number()) {
      return says(comparison, order_of(*left_number, *right_number));
    }
  }
  std::string left_scratch;
  std::string right_scratch;
  return says(comparison,
              text_order(compared_text(left, left_scratch), compared_text(right, right_scratch)));
}

int natural_order(const Value& left, const Value& right) {
  const auto left_number = left.to_number();
  const auto right_number = right.to_number();
  if (left_number && right_number) {
    const int order = order_of(*left_number, *right_number);
    const bool same_text = left.is_number() && right.is_number() && is_exact(*left_number);
    return order != 0 || same_text ? order : spelling_order(left, right);
  }
  const auto rank = [](const Value& value, bool numeric) {
    return value.absent() ? 0 : (numeric ? 2 : 1);
  };
  const int left_rank = rank(left, left_number.has_value());
  const int right_rank = rank(right, right_number.has_value());
  if (left_rank != right_rank) return left_rank < right_rank ? -1 : 1;
  std::string left_scratch;
  std::string right_scratch;
  return natural_text_order(left.to_text(left_scratch), right.to_text(right_scratch));
}

}  // namespace epitaph::logs::insights
