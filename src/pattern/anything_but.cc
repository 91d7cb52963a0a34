#include "pattern/anything_but.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pattern/number.h"
#include "pattern/numeric_expression.h"

namespace epitaph::pattern {
namespace {

using Refusal = std::nullopt_t (PatternText::*)(std::string);

std::optional<ValueTest> parse_number(PatternText& text, Refusal refuse) {
  std::string spelling = text.text();
  const auto value = comparable_number(spelling);
  if (!value) return (text.*refuse)("Cannot compare number : " + java_decimal(spelling));
  return ValueTest(EqualsNumber{.spelling = std::move(spelling), .value = value});
}

std::optional<std::vector<ValueTest>> parse_plain_list(PatternText& text) {
  std::vector<ValueTest> out;
  bool strings = false;
  bool numbers = false;
  while (text.next() != Token::kEndArray) {
    if (text.current() == Token::kString) {
      out.push_back(EqualsString{text.text()});
      strings = true;
    } else if (text.current() == Token::kNumber) {
      auto number = parse_number(text, &PatternText::refuse);
      if (!number) return std::nullopt;
      out.push_back(*std::move(number));
      numbers = true;
    } else {
      return text.refuse_in_list("Inside anything but list, start|null|boolean is not supported.");
    }
  }
  if (strings == numbers) {
    return text.refuse(
        "Inside anything but list, either all values are number or string, mixed type is not "
        "supported");
  }
  return out;
}

std::optional<std::vector<ValueTest>> parse_plain_single(PatternText& text) {
  if (text.current() == Token::kString) return std::vector<ValueTest>{EqualsString{text.text()}};
  auto number = parse_number(text, &PatternText::refuse_without_place);
  if (!number) return std::nullopt;
  return std::vector<ValueTest>{*std::move(number)};
}

// A test of one string that anything-but lists, or what is wrong with the string.
using Made = std::variant<ValueTest, std::string>;

// One of the operators that anything-but takes inside.
struct Inner {
  std::string_view name;
  std::string_view not_a_string;
  bool empty_allowed;
  Made (*make)(std::string);
};

Made make_wildcard(const std::string& pattern) {
  auto parsed = Wildcard::parse(pattern);
  if (auto* fault = std::get_if<std::string>(&parsed)) return std::move(*fault);
  return ValueTest(std::get<Wildcard>(std::move(parsed)));
}

constexpr std::string_view kAffixNotString = "prefix/suffix match pattern must be a string";

constexpr Inner kInners[] = {
    {"prefix", kAffixNotString, false,
     [](auto s) -> Made { return ValueTest(Prefix{std::move(s)}); }},
    {"suffix", kAffixNotString, false,
     [](auto s) -> Made { return ValueTest(Suffix{std::move(s)}); }},
    {"equals-ignore-case",
     "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
     true, [](auto s) -> Made { return ValueTest(EqualsIgnoreCase{FoldedText(s)}); }},
    {"wildcard", "wildcard match pattern must be a string", true,
     [](auto s) { return make_wildcard(s); }},
};

std::optional<std::string> parse_string(PatternText& text, const Inner& inner, Refusal refuse) {
  if (text.current() != Token::kString) return (text.*refuse)(std::string(inner.not_a_string));
  std::string value = text.text();
  if (value.empty() && !inner.empty_allowed && !text.broken()) {
    return (text.*refuse)("Null prefix/suffix not allowed");
  }
  return value;
}

std::optional<std::vector<std::string>> parse_strings(PatternText& text, const Inner& inner) {
  std::vector<std::string> out;
  if (text.current() != Token::kStartArray) {
    auto single = parse_string(text, inner, &PatternText::refuse);
    if (!single) return std::nullopt;
    out.push_back(*std::move(single));
    return out;
  }
  while (text.next() != Token::kEndArray) {
    auto listed = parse_string(text, inner, &PatternText::refuse_in_list);
    if (!listed) return std::nullopt;
    out.push_back(*std::move(listed));
  }
  return out;
}

bool is_list_or_scalar(Token token) {
  return token == Token::kStartArray || token == Token::kString || token == Token::kNumber;
}

std::nullopt_t refuse_value(PatternText& text) {
  return text.refuse("Value of anything-but must be an array or single string/number value.");
}

// {"prefix": ...} and the like; the brace has been read.
std::optional<std::vector<ValueTest>> parse_inner(PatternText& text) {
  if (text.next() != Token::kName) return text.refuse("Anything-But expression name not found");
  const std::string name = text.text();
  const auto* inner = std::ranges::find(kInners, name, &Inner::name);
  if (inner == std::end(kInners)) return text.refuse("Unsupported anything-but pattern: " + name);
  if (!is_list_or_scalar(text.next())) return refuse_value(text);
  const auto strings = parse_strings(text, *inner);
  if (!strings) return std::nullopt;
  std::vector<ValueTest> out;
  for (const std::string& string : *strings) {
    auto made = inner->make(string);
    if (auto* fault = std::get_if<std::string>(&made)) return text.refuse(std::move(*fault));
    out.push_back(std::get<ValueTest>(std::move(made)));
  }
  if (!text.expect(Token::kEndObject, kTooManyElements)) return std::nullopt;
  return out;
}

}  // namespace

std::optional<Condition> parse_anything_but(PatternText& text) {
  const Token value = text.current();
  if (value != Token::kStartObject && !is_list_or_scalar(value)) return refuse_value(text);
  auto refused = value == Token::kStartObject  ? parse_inner(text)
                 : value == Token::kStartArray ? parse_plain_list(text)
                                               : parse_plain_single(text);
  if (!refused || !text.expect(Token::kEndObject, kTooManyElements)) return std::nullopt;
  return AnythingBut{*std::move(refused)};
}

}  // namespace epitaph::pattern
