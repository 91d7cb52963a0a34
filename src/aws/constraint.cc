#include "aws/constraint.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/utf16.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

using Rules = std::vector<std::string>;

constexpr LengthBounds kAnyLength;

std::string too_long(std::size_t max) {
  return fmt::format("Member must have length less than or equal to {}", max);
}
std::string too_short(std::size_t min) {
  return fmt::format("Member must have length greater than or equal to {}", min);
}
template <class Number>
std::string too_large(Number max) {
  return fmt::format("Member must have value less than or equal to {}", max);
}
template <class Number>
std::string too_small(Number min) {
  return fmt::format("Member must have value greater than or equal to {}", min);
}
std::string wrong_text(std::string_view pattern) {
  return fmt::format("Member must satisfy regular expression pattern: {}", pattern);
}
template <class Value>
std::string none_of(const std::vector<Value>& allowed) {
  return fmt::format("Member must satisfy enum value set: [{}]", fmt::join(allowed, ", "));
}

Rules broken_length(const LengthBounds& bounds, std::size_t length) {
  if (length > bounds.max) return {too_long(bounds.max)};
  if (length < bounds.min) return {too_short(bounds.min)};
  return {};
}

Rules broken(const StringShape& shape, const json::value& value) {
  const std::string_view text = value.as_string();
  Rules rules;
  if (!shape.values.empty() && std::ranges::find(shape.values, text) == shape.values.end()) {
    rules.push_back(none_of(shape.values));
  }
  if (shape.expression != nullptr &&
      !re2::RE2::FullMatch(re2::StringPiece{text.data(), text.size()}, *shape.expression)) {
    rules.push_back(wrong_text(shape.pattern_text));
  }
  for (auto& rule : broken_length(shape.bounds, utf16_length(text))) {
    rules.push_back(std::move(rule));
  }
  return rules;
}

Rules broken(const IntegerShape& shape, const json::value& value) {
  const auto number = value.to_number<double>();
  const auto is_allowed = [&](std::int64_t allowed) {
    return value.is_int64() ? value.get_int64() == allowed : number == static_cast<double>(allowed);
  };
  if (!shape.values.empty() && std::ranges::none_of(shape.values, is_allowed)) {
    return {none_of(shape.values)};
  }
  // Beyond 2^53 a double is off by a little, so that the two ends of the 64 bits (no bound) would
  // refuse what lies near them: whole numbers are compared as such where they can be.
  const bool above =
      value.is_int64() ? value.get_int64() > shape.max : number > static_cast<double>(shape.max);
  const bool below =
      value.is_int64() ? value.get_int64() < shape.min : number < static_cast<double>(shape.min);
  if (above) return {too_large(shape.max)};
  if (below) return {too_small(shape.min)};
  return {};
}

Rules broken(const DoubleShape& shape, const json::value& value) {
  const auto number = value.to_number<double>();
  if (number > shape.max) return {too_large(shape.max)};
  if (number < shape.min) return {too_small(shape.min)};
  return {};
}

Rules broken(const ListShape& shape, const json::value& value) {
  return broken_length(shape.bounds, value.as_array().size());
}

Rules broken(const MapShape& shape, const json::value& value) {
  return broken_length(shape.bounds, value.as_object().size());
}

template <class Unbounded>
Rules broken(const Unbounded&, const json::value&) {
  return {};
}

void add_length(Rules& rules, const LengthBounds& bounds) {
  if (bounds.max != kAnyLength.max) rules.push_back(too_long(bounds.max));
  if (bounds.min != kAnyLength.min || bounds.max != kAnyLength.max) {
    rules.push_back(too_short(bounds.min));
  }
}

Rules all(const StringShape& shape) {
  Rules rules;
  add_length(rules, shape.bounds);
  if (!shape.pattern_text.empty()) rules.push_back(wrong_text(shape.pattern_text));
  if (!shape.values.empty()) rules.push_back(none_of(shape.values));
  return rules;
}

Rules all(const IntegerShape& shape) {
  if (!shape.values.empty()) return {none_of(shape.values)};
  return {too_large(shape.max), too_small(shape.min)};
}

Rules all(const DoubleShape& shape) { return {too_large(shape.max), too_small(shape.min)}; }

template <class Container>
requires requires(const Container& shape) { shape.bounds; }
Rules all(const Container& shape) {
  Rules rules;
  add_length(rules, shape.bounds);
  return rules;
}

template <class Unbounded>
Rules all(const Unbounded&) {
  return {};
}

}  // namespace

std::vector<std::string> broken_rules(const Shape& shape, const boost::json::value& value) {
  return std::visit([&](const auto& kind) { return broken(kind, value); }, shape.kind());
}

std::string all_rules(const Shape& shape) {
  const Rules rules = std::visit([](const auto& kind) { return all(kind); }, shape.kind());
  return fmt::format("[{}]", fmt::join(rules, ", "));
}

}  // namespace epitaph::aws
