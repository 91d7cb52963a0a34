#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "logs/insights/period.h"
#include "logs/insights/query_error.h"
#include "logs/insights/regex.h"
#include "logs/insights/row.h"
#include "logs/insights/value.h"
#include "logs/insights/value_set.h"

namespace epitaph::logs::insights {

struct Expression;
struct Function;
using ExpressionPtr = std::unique_ptr<const Expression>;

/// What an expression may know beside its row: the same for the whole of a query.
struct QueryContext {
  double start_ms = 0;  ///< the query's range, as it was asked for
  double end_ms = 0;
  double now_ms = 0;
  /// By OneOfQuery::subquery: what the subqueries found, before the first row is evaluated.
  std::span<const ValueSet> subqueries;
};

enum class ArithmeticOperator : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,
  kPower
};

struct Literal {
  Value value;
};
struct FieldUse {
  Slot slot;
};
/// `m.key`, `l[0].name`: the way into a list or map, and where `base` holds none, another field
/// (null: none).
struct DocumentPath {
  ExpressionPtr base;
  std::vector<std::string> steps;
  ExpressionPtr otherwise;
};
struct Negation {
  ExpressionPtr operand;
};
struct Arithmetic {
  ArithmeticOperator op;
  ExpressionPtr left, right;
};
struct Compare {
  Comparison op;
  ExpressionPtr left, right;
};
struct Not {
  ExpressionPtr operand;
};
struct AllOf {
  std::vector<Expression> operands;
};
struct AnyOf {
  std::vector<Expression> operands;
};
/// `like "sub"` and `not like "sub"`: whether the subject's text holds the other's.
struct Contains {
  ExpressionPtr subject, needle;
  bool negated;
};
/// `like /re/`, `=~ /re/`, `not like /re/`.
struct Matches {
  ExpressionPtr subject;
  Regex regex;
  bool negated;
};
/// `in [a, 1, "x"]`: literals are in `values`, what must be evaluated is in `others`.
struct OneOf {
  ExpressionPtr subject;
  ValueSet values;
  std::vector<Expression> others;
  bool negated;
};
/// `in (SOURCE … | fields k)`.
struct OneOfQuery {
  ExpressionPtr subject;
  std::size_t subquery;
  bool negated;
};
/// What functions take as an argument and nobody evaluates: its value is absent.
struct PeriodLiteral {
  Period period;
};
struct RegexLiteral {
  Regex regex;
};

/// What a function made of its literal arguments when the query was parsed.
struct Prepared {
  virtual ~Prepared() = default;
};
struct Call {
  const Function* function;
  std::vector<Expression> arguments;
  std::shared_ptr<const Prepared>
      prepared;  ///< null unless the function prepares; shared by copies
};

/// A piece of a query that has a value. Immutable once parsed: any number of threads may evaluate.
struct Expression {
  std::variant<Literal, FieldUse, DocumentPath, Negation, Arithmetic, Compare, Not, AllOf, AnyOf,
               Contains, Matches, OneOf, OneOfQuery, PeriodLiteral, RegexLiteral, Call>
      node;
  Span span;                ///< where the query says it; Cursor::text() gives the words
  std::uint32_t depth = 1;  ///< of the tree below, itself included

  /// The node, if it is of this type: `if (const auto* field = e.as<FieldUse>())`.
  template <class Node>
  const Node* as() const {
    return std::get_if<Node>(&node);
  }
};

/// The text that the query itself has here, as in `"UTC"`; nothing for any other expression.
std::optional<std::string> literal_text(const Expression& expression);

/// The value for one row. Never fails: what cannot be computed is absent (arithmetic on what is no
/// number, division by zero). Views in the value are into the row, the expression, or nothing.
Value evaluate(const Expression& expression, const Row& row, const QueryContext& context);

/// evaluate(…).truth(), without making a value where a comparison says it at once: for `filter`.
bool holds(const Expression& expression, const Row& row, const QueryContext& context);

}  // namespace epitaph::logs::insights
