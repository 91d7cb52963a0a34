#include "logs/insights/expression_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "logs/insights/parser.h"

namespace epitaph::logs::insights {
namespace {

// Words that end an expression or join two; as names of fields they need backticks.
constexpr std::array<std::string_view, 7> kReserved = {"and",  "or", "not", "in",
                                                       "like", "as", "by"};

bool reserved(const Token& token) {
  return std::ranges::any_of(kReserved, [&](std::string_view word) { return token.keyword(word); });
}

std::optional<Comparison> comparison_of(const Token& token) {
  // `==` is in no grammar of AWS's, and in the dashboards of its own solutions.
  static constexpr std::array<std::pair<std::string_view, Comparison>, 7> kComparisons = {
      {{"=", Comparison::kEqual},
       {"==", Comparison::kEqual},
       {"!=", Comparison::kNotEqual},
       {"<", Comparison::kLess},
       {"<=", Comparison::kLessOrEqual},
       {">", Comparison::kGreater},
       {">=", Comparison::kGreaterOrEqual}}};
  for (const auto& [spelling, comparison] : kComparisons) {
    if (token.symbol(spelling)) return comparison;
  }
  return std::nullopt;
}

ExpressionPtr boxed(Expression expression) {
  return std::make_unique<const Expression>(std::move(expression));
}

std::uint32_t deepest(const std::vector<Expression>& expressions) {
  std::uint32_t depth = 0;
  for (const Expression& expression : expressions) depth = std::max(depth, expression.depth);
  return depth;
}

}  // namespace

template <class Node>
Parsed<Expression> ExpressionParser::make(Node node, std::uint32_t begin,
                                          std::uint32_t depth_below) {
  const Span span{begin, cursor_.last_end()};
  if (depth_below >= kNestingMax) return unexpected_symbol(cursor_.text(), span, "nested too deep");
  return Expression{.node = std::move(node), .span = span, .depth = depth_below + 1};
}

Parsed<Expression> ExpressionParser::parse() { return parse_or(); }

Parsed<AggregateExpression> ExpressionParser::parse_aggregates(
    std::span<const Scope::Column> earlier) {
  const Span begin = cursor_.peek().span;
  std::vector<AggregateCall> calls;
  aggregates_ = &calls;
  earlier_ = earlier;
  auto parsed = parse_or();
  aggregates_ = nullptr;
  EPITAPH_TRY(expression, std::move(parsed));
  if (calls.empty() && !names_earlier_) return cursor_.unexpected(begin);
  return AggregateExpression{.expression = std::move(expression), .aggregates = std::move(calls)};
}

Parsed<Expression> ExpressionParser::parse_or() {
  const Cursor::Level level(cursor_);
  if (cursor_.too_deep()) return cursor_.unexpected();
  const std::uint32_t begin = cursor_.peek().span.begin;
  EPITAPH_TRY(first, parse_and());
  if (!cursor_.peek().keyword("or")) return std::move(first);
  AnyOf any;
  any.operands.push_back(std::move(first));
  while (cursor_.accept_keyword("or")) {
    EPITAPH_TRY(next, parse_and());
    any.operands.push_back(std::move(next));
  }
  const std::uint32_t depth = deepest(any.operands);
  return make(std::move(any), begin, depth);
}

Parsed<Expression> ExpressionParser::parse_and() {
  const std::uint32_t begin = cursor_.peek().span.begin;
  EPITAPH_TRY(first, parse_not());
  if (!cursor_.peek().keyword("and")) return std::move(first);
  AllOf all;
  all.operands.push_back(std::move(first));
  while (cursor_.accept_keyword("and")) {
    EPITAPH_TRY(next, parse_not());
    all.operands.push_back(std::move(next));
  }
  const std::uint32_t depth = deepest(all.operands);
  return make(std::move(all), begin, depth);
}

Parsed<Expression> ExpressionParser::parse_not() {
  const std::uint32_t begin = cursor_.peek().span.begin;
  if (!cursor_.accept_keyword("not") && !cursor_.accept_symbol("!")) return parse_comparison();
  const Cursor::Level level(cursor_);
  if (cursor_.too_deep()) return cursor_.unexpected();
  EPITAPH_TRY(operand, parse_not());
  const std::uint32_t depth = operand.depth;
  return make(Not{boxed(std::move(operand))}, begin, depth);
}

Parsed<Expression> ExpressionParser::parse_comparison() {
  EPITAPH_TRY(left, parse_sum());
  if (const auto comparison = comparison_of(cursor_.peek())) {
    cursor_.take();
    EPITAPH_TRY(right, parse_sum());
    const std::uint32_t depth = std::max(left.depth, right.depth);
    const std::uint32_t begin = left.span.begin;
    return make(Compare{*comparison, boxed(std::move(left)), boxed(std::move(right))}, begin,
                depth);
  }
  const std::size_t mark = cursor_.mark();
  const bool negated = cursor_.accept_keyword("not");
  if (cursor_.accept_keyword("like") || (!negated && cursor_.accept_symbol("=~"))) {
    return parse_like(std::move(left), negated);
  }
  if (cursor_.accept_keyword("in")) return parse_in(std::move(left), negated);
  if (negated) cursor_.reset(mark);
  return std::move(left);
}

Parsed<Expression> ExpressionParser::parse_like(Expression subject, bool negated) {
  const std::uint32_t begin = subject.span.begin;
  const std::uint32_t depth = subject.depth;
  if (const auto text = cursor_.accept_regex()) {
    EPITAPH_TRY(regex, cursor_.compile(*text));
    return make(Matches{boxed(std::move(subject)), std::move(regex), negated}, begin, depth);
  }
  EPITAPH_TRY(needle, parse_sum());
  const std::uint32_t deeper = std::max(depth, needle.depth);
  return make(Contains{boxed(std::move(subject)), boxed(std::move(needle)), negated}, begin,
              deeper);
}

Parsed<Expression> ExpressionParser::parse_in(Expression subject, bool negated) {
  if (!cursor_.peek().symbol("(")) return parse_list(std::move(subject), negated);
  const std::uint32_t begin = subject.span.begin;
  const std::uint32_t depth = subject.depth;
  const std::uint32_t subquery_begin = cursor_.peek().span.begin;
  EPITAPH_TRY(subquery, parse_subquery(cursor_));
  if (cursor_.query().subqueries[subquery]->columns.size() != 1) {
    return cursor_.error({subquery_begin, cursor_.last_end()},
                         "A subquery of in must have exactly one output field");
  }
  return make(OneOfQuery{boxed(std::move(subject)), subquery, negated}, begin, depth);
}

Parsed<Expression> ExpressionParser::parse_list(Expression subject, bool negated) {
  EPITAPH_CHECK(cursor_.expect_symbol("["));
  const std::uint32_t begin = subject.span.begin;
  std::uint32_t depth = subject.depth;
  OneOf one{.negated = negated};
  do {
    EPITAPH_TRY(entry, parse_or());
    depth = std::max(depth, entry.depth);
    if (const auto* literal = entry.as<Literal>()) {
      one.values.add(literal->value);
    } else {
      one.others.push_back(std::move(entry));
    }
  } while (cursor_.accept_symbol(","));
  EPITAPH_CHECK(cursor_.expect_symbol("]"));
  one.subject = boxed(std::move(subject));
  return make(std::move(one), begin, depth);
}

Parsed<Expression> ExpressionParser::parse_arithmetic(
    Expression left, ArithmeticOperator op, Parsed<Expression> (ExpressionParser::*operand)()) {
  cursor_.take();
  EPITAPH_TRY(right, (this->*operand)());
  const std::uint32_t begin = left.span.begin;
  const std::uint32_t depth = std::max(left.depth, right.depth);
  return make(Arithmetic{op, boxed(std::move(left)), boxed(std::move(right))}, begin, depth);
}

Parsed<Expression> ExpressionParser::parse_sum() {
  auto sum = parse_product();
  while (sum) {
    const bool plus = cursor_.peek().symbol("+");
    if (!plus && !cursor_.peek().symbol("-")) break;
    sum = parse_arithmetic(*std::move(sum),
                           plus ? ArithmeticOperator::kAdd : ArithmeticOperator::kSubtract,
                           &ExpressionParser::parse_product);
  }
  return sum;
}

Parsed<Expression> ExpressionParser::parse_product() {
  auto product = parse_sign();
  while (product) {
    ArithmeticOperator op{};
    if (cursor_.peek().symbol("*")) {
      op = ArithmeticOperator::kMultiply;
    } else if (cursor_.peek().symbol("/")) {
      op = ArithmeticOperator::kDivide;
    } else if (cursor_.peek().symbol("%")) {
      op = ArithmeticOperator::kRemainder;
    } else {
      break;
    }
    product = parse_arithmetic(*std::move(product), op, &ExpressionParser::parse_sign);
  }
  return product;
}

Parsed<Expression> ExpressionParser::parse_sign() {
  const std::uint32_t begin = cursor_.peek().span.begin;
  if (!cursor_.accept_symbol("-")) return parse_power();
  const Cursor::Level level(cursor_);
  if (cursor_.too_deep()) return cursor_.unexpected();
  EPITAPH_TRY(operand, parse_sign());
  if (const auto* literal = operand.as<Literal>(); literal && literal->value.is_number()) {
    // A negative number is a literal too, for lists and for arguments that must be one.
    return make(Literal{Value::number(-*literal->value.to_number())}, begin, 0);
  }
  const std::uint32_t depth = operand.depth;
  return make(Negation{boxed(std::move(operand))}, begin, depth);
}

Parsed<Expression> ExpressionParser::parse_power() {
  EPITAPH_TRY(base, parse_primary());
  if (!cursor_.peek().symbol("^")) return std::move(base);
  const Cursor::Level level(cursor_);
  if (cursor_.too_deep()) return cursor_.unexpected();
  return parse_arithmetic(std::move(base), ArithmeticOperator::kPower,
                          &ExpressionParser::parse_sign);
}

Parsed<Expression> ExpressionParser::parse_primary() {
  const Token& token = cursor_.peek();
  const std::uint32_t begin = token.span.begin;
  if (token.kind == TokenKind::kString) {
    return make(Literal{Value::text(cursor_.take().text)}, begin, 0);
  }
  if (token.kind == TokenKind::kNumber) {
    const std::string spelling = cursor_.take().text;
    const double number = parse_number(spelling).value_or(0);
    return make(Literal{Value::spelled_number(number, spelling).own()}, begin, 0);
  }
  if (cursor_.accept_symbol("(")) {
    EPITAPH_TRY(inner, parse_or());
    EPITAPH_CHECK(cursor_.expect_symbol(")"));
    inner.span = {begin, cursor_.last_end()};
    return std::move(inner);
  }
  if (token.kind == TokenKind::kQuotedIdentifier) return parse_field();
  if (token.kind != TokenKind::kIdentifier || reserved(token)) return cursor_.unexpected();
  return parse_call();
}

Parsed<Expression> ExpressionParser::parse_field() {
  const std::uint32_t begin = cursor_.peek().span.begin;
  EPITAPH_TRY(field, cursor_.parse_field_name());
  // What the name means matters only where it may be one: in `sort bin(1d)` the bracket is wrong.
  if (cursor_.peek().symbol("(")) return cursor_.unexpected();
  if (aggregates_ != nullptr) {
    const auto column = std::ranges::find(earlier_, field.name, &Scope::Column::name);
    if (column != earlier_.end()) {
      names_earlier_ = true;
      return make(FieldUse{column->slot}, begin, 0);
    }
  }
  EPITAPH_TRY(use, cursor_.scope().use(field));
  EPITAPH_TRY(base, make(FieldUse{use.slot}, begin, 0));
  if (use.steps.empty()) return std::move(base);
  ExpressionPtr otherwise;
  if (use.otherwise) {
    EPITAPH_TRY(plain, make(FieldUse{*use.otherwise}, begin, 0));
    otherwise = boxed(std::move(plain));
  }
  return make(DocumentPath{boxed(std::move(base)), std::move(use.steps), std::move(otherwise)},
              begin, 1);
}

Parsed<Expression> ExpressionParser::parse_call() {
  const std::size_t mark = cursor_.mark();
  const Token name = cursor_.take();
  if (!cursor_.accept_symbol("(")) {
    if (name.keyword("true") || name.keyword("false")) {
      return make(Literal{Value::boolean(name.keyword("true"))}, name.span.begin, 0);
    }
    cursor_.reset(mark);
    return parse_field();
  }
  const auto* aggregate = find_aggregate(name.text);
  if (aggregate && aggregates_) return parse_aggregate(*aggregate, name);
  if (const auto* function = find_function(name.text)) return parse_function(*function, name);
  return unexpected_symbol(
      cursor_.text(), name.span,
      aggregate ? "it aggregates, which only stats does" : "there is no such function");
}

Parsed<Expression> ExpressionParser::parse_argument(bool period, bool regex) {
  const std::uint32_t begin = cursor_.peek().span.begin;
  if (period) {
    EPITAPH_TRY(length, cursor_.expect_period());
    return make(PeriodLiteral{length}, begin, 0);
  }
  if (!regex) return parse_or();
  auto text = cursor_.accept_regex();
  if (!text) {
    const Span span = cursor_.peek().span;
    EPITAPH_TRY(pattern, cursor_.expect_string());
    text = Cursor::RegexText{.pattern = std::move(pattern), .span = span};
  }
  EPITAPH_TRY(compiled, cursor_.compile(*text));
  return make(RegexLiteral{std::move(compiled)}, begin, 0);
}

Parsed<Expression> ExpressionParser::parse_function(const Function& function, const Token& name) {
  Call call{.function = &function};
  while (!cursor_.peek().symbol(")")) {
    const std::size_t index = call.arguments.size();
    const bool first = index == 0;
    const bool full = function.arguments_max != kManyArguments && index >= function.arguments_max;
    if (full || (!first && !cursor_.peek().symbol(","))) return cursor_.unexpected();
    if (!first) cursor_.take();
    EPITAPH_TRY(argument, parse_argument(index == function.period_at, index == function.regex_at));
    call.arguments.push_back(std::move(argument));
  }
  if (call.arguments.size() < function.arguments_min) return cursor_.unexpected();
  cursor_.take();
  if (function.prepare) EPITAPH_CHECK(function.prepare(call, cursor_, name.span));
  const std::uint32_t depth = deepest(call.arguments);
  return make(std::move(call), name.span.begin, depth);
}

Parsed<Expression> ExpressionParser::parse_aggregate(const AggregateFunction& function,
                                                     const Token& name) {
  AggregateCall call{.function = &function};
  auto* const calls = std::exchange(aggregates_, nullptr);  // none inside another
  const bool star = function.arguments_min == 0 && cursor_.accept_symbol("*");
  while (!cursor_.peek().symbol(")")) {
    const std::size_t index = call.arguments.size();
    const bool first = index == 0;
    if (star || index >= function.arguments_max) return cursor_.unexpected();
    if (!first) EPITAPH_CHECK(cursor_.expect_symbol(","));
    const Span at = cursor_.peek().span;
    EPITAPH_TRY(argument, parse_argument(index == function.period_at, false));
    const auto* literal = argument.as<Literal>();
    if (index == function.literal_at && !(literal && literal->value.to_number())) {
      return cursor_.unexpected(at);
    }
    call.arguments.push_back(std::move(argument));
  }
  if (call.arguments.size() < function.arguments_min) return cursor_.unexpected();
  cursor_.take();
  aggregates_ = calls;
  if (function.wants_time) {
    EPITAPH_TRY(time, cursor_.scope().use_column("@timestamp", name.span));
    call.time = time;
  }
  call.span = {name.span.begin, cursor_.last_end()};
  call.result = cursor_.fields().computed(cursor_.text(call.span));
  calls->push_back(std::move(call));
  return make(FieldUse{calls->back().result}, name.span.begin, 0);
}

}  // namespace epitaph::logs::insights
