#include <algorithm>
#include <cmath>
#include <type_traits>

#include "logs/insights/expression.h"
#include "logs/insights/function.h"

namespace epitaph::logs::insights {
namespace {

// Nodes that have a truth_of() below; the others have a value_of().
template <class Node, class... Nodes>
constexpr bool kOneOfThese = (std::is_same_v<std::remove_cvref_t<Node>, Nodes> || ...);
template <class Node>
constexpr bool kSaysYesOrNo =
    kOneOfThese<Node, Compare, Not, AllOf, AnyOf, Contains, Matches, OneOf, OneOfQuery>;

// One row, one query: what evaluating takes along.
class Evaluator {
 public:
  Evaluator(const Row& row, const QueryContext& context) : row_(row), context_(context) {}

  Value value(const Expression& expression) const {
    return std::visit(
        [this](const auto& node) {
          if constexpr (kSaysYesOrNo<decltype(node)>) {
            return Value::boolean(truth_of(node));
          } else {
            return value_of(node);
          }
        },
        expression.node);
  }

  bool truth(const Expression& expression) const {
    return std::visit(
        [this](const auto& node) {
          if constexpr (kSaysYesOrNo<decltype(node)>) {
            return truth_of(node);
          } else {
            return value_of(node).truth();
          }
        },
        expression.node);
  }

 private:
  // The value where it already lies somewhere, else in `scratch`: most operands are fields or
  // literals.
  const Value& operand(const Expression& expression, Value& scratch) const {
    if (const auto* field = expression.as<FieldUse>()) return row_[field->slot];
    if (const auto* literal = expression.as<Literal>()) return literal->value;
    scratch = value(expression);
    return scratch;
  }

  Value value_of(const Literal& node) const { return node.value; }
  Value value_of(const FieldUse& node) const { return row_[node.slot]; }
  Value value_of(const PeriodLiteral& /*node*/) const { return {}; }
  Value value_of(const RegexLiteral& /*node*/) const { return {}; }
  Value value_of(const Call& node) const {
    return node.function->call(Arguments(node, row_, context_));
  }

  Value value_of(const DocumentPath& node) const {
    Value found = value(*node.base);
    if (!found.is_document()) return node.otherwise ? value(*node.otherwise) : Value{};
    for (const std::string& step : node.steps) found = found.member(step);
    return found;
  }

  Value value_of(const Negation& node) const {
    Value scratch;
    const auto number = operand(*node.operand, scratch).to_number();
    return number ? Value::number(-*number) : Value{};
  }

  Value value_of(const Arithmetic& node) const {
    Value scratch;
    const auto left = operand(*node.left, scratch).to_number();
    if (!left) return {};
    Value right_scratch;
    const auto right = operand(*node.right, right_scratch).to_number();
    if (!right) return {};
    // What is no finite number, as of a division by zero, is absent.
    switch (node.op) {
      case ArithmeticOperator::kAdd:
        return Value::number(*left + *right);
      case ArithmeticOperator::kSubtract:
        return Value::number(*left - *right);
      case ArithmeticOperator::kMultiply:
        return Value::number(*left * *right);
      case ArithmeticOperator::kDivide:
        return Value::number(*right == 0 ? std::nan("") : *left / *right);
      case ArithmeticOperator::kRemainder:
        return Value::number(std::fmod(*left, *right));
      case ArithmeticOperator::kPower:
        return Value::number(std::pow(*left, *right));
    }
    return {};
  }

  bool truth_of(const Compare& node) const {
    Value left;
    Value right;
    return compare(node.op, operand(*node.left, left), operand(*node.right, right));
  }

  bool truth_of(const Not& node) const { return !truth(*node.operand); }
  bool truth_of(const AllOf& node) const {
    return std::ranges::all_of(node.operands, [this](const auto& e) { return truth(e); });
  }
  bool truth_of(const AnyOf& node) const {
    return std::ranges::any_of(node.operands, [this](const auto& e) { return truth(e); });
  }

  // What holds of a present text decides; an absent subject is "not", a list or map never anything.
  template <class Test>
  bool of_text(const ExpressionPtr& subject, bool negated, Test test) const {
    Value scratch;
    const Value& value = operand(*subject, scratch);
    if (value.absent()) return negated;
    if (value.is_document()) return false;
    std::string text;
    return test(value.to_text(text)) != negated;
  }

  bool truth_of(const Contains& node) const {
    return of_text(node.subject, node.negated, [&](std::string_view subject) {
      Value scratch;
      const Value& needle = operand(*node.needle, scratch);
      if (needle.absent()) return false;
      std::string text;
      return subject.find(needle.to_text(text)) != std::string_view::npos;
    });
  }

  bool truth_of(const Matches& node) const {
    return of_text(node.subject, node.negated, [&](std::string_view subject) {
      return re2::RE2::PartialMatch(re2::StringPiece(subject.data(), subject.size()), *node.regex);
    });
  }

  bool truth_of(const OneOf& node) const {
    Value scratch;
    const Value& subject = operand(*node.subject, scratch);
    if (subject.is_document()) return false;
    const bool found =
        node.values.contains(subject) || std::ranges::any_of(node.others, [&](const auto& other) {
          return compare(Comparison::kEqual, subject, value(other));
        });
    return found != node.negated;
  }

  bool truth_of(const OneOfQuery& node) const {
    Value scratch;
    const Value& subject = operand(*node.subject, scratch);
    if (subject.is_document() || node.subquery >= context_.subqueries.size()) return false;
    return context_.subqueries[node.subquery].contains(subject) != node.negated;
  }

  const Row& row_;
  const QueryContext& context_;
};

}  // namespace

std::optional<std::string> literal_text(const Expression& expression) {
  const auto* literal = expression.as<Literal>();
  if (literal == nullptr || !literal->value.is_text()) return std::nullopt;
  std::string scratch;
  return std::string(literal->value.to_text(scratch));
}

Value evaluate(const Expression& expression, const Row& row, const QueryContext& context) {
  return Evaluator(row, context).value(expression);
}

bool holds(const Expression& expression, const Row& row, const QueryContext& context) {
  return Evaluator(row, context).truth(expression);
}

}  // namespace epitaph::logs::insights
