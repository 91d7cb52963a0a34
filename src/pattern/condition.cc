#include "pattern/condition.h"

#include <algorithm>

#include "base/overloaded.h"

namespace epitaph::pattern {
namespace {

// Whether the value is a string of which `holds` is true.
template <class Predicate>
bool string_that(const Value& value, Predicate holds) {
  return value.kind == Value::Kind::kString && holds(value.text);
}

bool accepts_number(const EqualsNumber& wanted, const Value& value) {
  if (value.kind != Value::Kind::kNumber) return false;
  return (wanted.value && wanted.value == value.number) || wanted.spelling == value.text;
}

bool accepts_number(const NumericRange& range, const Value& value) {
  if (!value.number) return false;
  const double number = *value.number;
  const auto& [lower, upper] = range;
  return (!lower || number > lower->value || (lower->inclusive && number == lower->value)) &&
         (!upper || number < upper->value || (upper->inclusive && number == upper->value));
}

}  // namespace

bool accepts(const ValueTest& test, const Value& value) {
  const auto address = [](std::string_view text) { return parse_address(text); };
  return std::visit(
      Overloaded{
          [&](const EqualsString& t) {
            return string_that(value, [&](auto text) { return text == t.text; });
          },
          [&](const EqualsAddress& t) {
            return string_that(value, [&](auto text) { return address(text) == t.address; });
          },
          [&](const EqualsNumber& t) { return accepts_number(t, value); },
          [&](const EqualsLiteral& t) { return value.kind == t.kind; },
          [&](const Prefix& t) {
            return string_that(value, [&](auto text) { return text.starts_with(t.text); });
          },
          [&](const Suffix& t) {
            return string_that(value, [&](auto text) { return text.ends_with(t.text); });
          },
          [&](const EqualsIgnoreCase& t) {
            return string_that(value, [&](auto text) { return t.text.equals(text); });
          },
          [&](const PrefixIgnoreCase& t) {
            return string_that(value, [&](auto text) { return t.text.begins(text); });
          },
          [&](const SuffixIgnoreCase& t) {
            return string_that(value, [&](auto text) { return t.text.ends(text); });
          },
          [&](const Wildcard& t) {
            return string_that(value, [&](auto text) { return t.matches(text); });
          },
          [&](const NumericRange& t) { return accepts_number(t, value); },
          [&](const Cidr& t) {
            return string_that(value, [&](auto text) {
              const auto found = address(text);
              return found && t.contains(*found);
            });
          },
      },
      test);
}

bool accepts(const Condition& condition, const Value& value) {
  return std::visit(Overloaded{
                        [&](const ValueTest& test) { return accepts(test, value); },
                        [&](const AnythingBut& but) {
                          return std::ranges::none_of(but.refused, [&](const ValueTest& test) {
                            return accepts(test, value);
                          });
                        },
                        [](const Exists&) { return true; },
                        [](const Absent&) { return false; },
                    },
                    condition);
}

}  // namespace epitaph::pattern
