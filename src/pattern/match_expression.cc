#include "pattern/match_expression.h"

#include <string>
#include <utility>

#include "pattern/anything_but.h"
#include "pattern/number.h"
#include "pattern/numeric_expression.h"

namespace epitaph::pattern {
namespace {

constexpr std::string_view kOnlyOneKey = "Only one key allowed in match expression";

// The value of an operator that takes a string and nothing else: all up to the closing brace.
// `operator_name` is how AWS's complaint calls it.
std::optional<std::string> parse_string_operand(PatternText& text, std::string_view operator_name) {
  if (text.current() != Token::kString) {
    return text.refuse(std::string(operator_name) + " match pattern must be a string");
  }
  std::string operand = text.text();
  if (!text.expect(Token::kEndObject, kOnlyOneKey)) return std::nullopt;
  return operand;
}

template <class T>
std::optional<Condition> string_condition(PatternText& text, std::string_view operator_name) {
  auto operand = parse_string_operand(text, operator_name);
  if (!operand) return std::nullopt;
  return ValueTest(T{*std::move(operand)});
}

// prefix and suffix: a string, or {"equals-ignore-case": "text"}. `title` begins a sentence.
template <class Plain, class IgnoringCase>
std::optional<Condition> parse_affix(PatternText& text, const std::string& name,
                                     std::string_view title) {
  if (text.current() != Token::kStartObject) return string_condition<Plain>(text, name);
  if (text.next() != Token::kName) {
    return text.refuse(std::string(title) + " expression name not found");
  }
  if (const std::string inner = text.text(); inner != "equals-ignore-case") {
    return text.refuse("Unsupported " + name + " pattern: " + inner);
  }
  text.next();
  auto operand = parse_string_operand(text, "equals-ignore-case");
  if (!operand || !text.expect(Token::kEndObject, kOnlyOneKey)) return std::nullopt;
  return ValueTest(IgnoringCase{FoldedText(*operand)});
}

std::optional<Condition> parse_equals_ignore_case(PatternText& text) {
  auto operand = parse_string_operand(text, "equals-ignore-case");
  if (!operand) return std::nullopt;
  return ValueTest(EqualsIgnoreCase{FoldedText(*operand)});
}

std::optional<Condition> parse_wildcard(PatternText& text) {
  if (text.current() != Token::kString) {
    return text.refuse("wildcard match pattern must be a string");
  }
  auto wildcard = Wildcard::parse(text.text());
  if (auto* fault = std::get_if<std::string>(&wildcard)) return text.refuse(std::move(*fault));
  if (!text.expect(Token::kEndObject, kOnlyOneKey)) return std::nullopt;
  return ValueTest(std::get<Wildcard>(std::move(wildcard)));
}

std::optional<Condition> parse_cidr_expression(PatternText& text) {
  if (text.current() != Token::kString) {
    return text.refuse("prefix match pattern must be a string");  // AWS's slip
  }
  const auto cidr = parse_cidr(text.text());
  if (const auto* fault = std::get_if<std::string>(&cidr)) return text.refuse_without_place(*fault);
  if (!text.expect(Token::kEndObject, kOnlyOneKey)) return std::nullopt;
  return ValueTest(std::get<Cidr>(cidr));
}

std::optional<Condition> parse_exists(PatternText& text) {
  const Token value = text.current();
  if (value != Token::kTrue && value != Token::kFalse) {
    return text.refuse("exists match pattern must be either true or false.");
  }
  if (!text.expect(Token::kEndObject, kOnlyOneKey)) return std::nullopt;
  return value == Token::kTrue ? Condition(Exists{}) : Condition(Absent{});
}

// The brace is already read. Every operator finds the first token of its value read as well.
std::optional<Condition> parse_match_expression(PatternText& text) {
  if (text.next() != Token::kName) return text.refuse("Match expression name not found");
  const std::string name = text.text();
  using Parser = std::optional<Condition> (*)(PatternText&);
  static constexpr std::pair<std::string_view, Parser> kOperators[] = {
      {"exactly", [](auto& t) { return string_condition<EqualsString>(t, "exact"); }},
      {"prefix",
       [](auto& t) { return parse_affix<Prefix, PrefixIgnoreCase>(t, "prefix", "Prefix"); }},
      {"suffix",
       [](auto& t) { return parse_affix<Suffix, SuffixIgnoreCase>(t, "suffix", "Suffix"); }},
      {"equals-ignore-case", parse_equals_ignore_case},
      {"wildcard", parse_wildcard},
      {"numeric", parse_numeric},
      {"cidr", parse_cidr_expression},
      {"exists", parse_exists},
      {"anything-but", parse_anything_but},
  };
  for (const auto& [operator_name, parse] : kOperators) {
    if (name != operator_name) continue;
    text.next();
    return parse(text);
  }
  return text.refuse("Unrecognized match type " + name);
}

Condition literal(Value::Kind kind) { return ValueTest(EqualsLiteral{kind}); }

}  // namespace

std::optional<Condition> parse_condition(PatternText& text) {
  switch (text.current()) {
    case Token::kStartObject:
      return parse_match_expression(text);
    case Token::kString: {
      std::string wanted = text.text();
      if (const auto address = parse_address(wanted)) return ValueTest(EqualsAddress{*address});
      return ValueTest(EqualsString{std::move(wanted)});
    }
    case Token::kNumber: {
      std::string spelling = text.text();
      const auto value = comparable_number(spelling);
      return ValueTest(EqualsNumber{.spelling = std::move(spelling), .value = value});
    }
    case Token::kTrue:
      return literal(Value::Kind::kTrue);
    case Token::kFalse:
      return literal(Value::Kind::kFalse);
    case Token::kNull:
      return literal(Value::Kind::kNull);
    default:
      return text.refuse("Match value must be String, number, true, false, or null");
  }
}

}  // namespace epitaph::pattern
