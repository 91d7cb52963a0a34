#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "logs/insights/aggregate.h"
#include "logs/insights/cursor.h"
#include "logs/insights/expression.h"

namespace epitaph::logs::insights {

/// Reads expressions, from the loosest operator to the tightest:
///
///   or        a or b
///   and       a and b
///   not       not a, !a
///   compare   = != < <= > >=  [not] like  =~  [not] in   (once: a = b = c is refused)
///   sum       + -
///   product   * / %
///   sign      -a
///   power     a ^ b            (from the right: 2 ^ 3 ^ 2 is 2 ^ 9)
///   primary   12  "text"  true  field  f(a, b)  (a)
///
/// Cursor's parse functions are the way in.
class ExpressionParser {
 public:
  explicit ExpressionParser(Cursor& cursor) : cursor_(cursor) {}

  Parsed<Expression> parse();
  Parsed<Expression> parse_field();
  /// Outside of the aggregates' arguments a name may be that of one of `earlier`.
  Parsed<AggregateExpression> parse_aggregates(std::span<const Scope::Column> earlier);

 private:
  Parsed<Expression> parse_or();
  Parsed<Expression> parse_and();
  Parsed<Expression> parse_not();
  Parsed<Expression> parse_comparison();
  Parsed<Expression> parse_sum();
  Parsed<Expression> parse_product();
  Parsed<Expression> parse_sign();
  Parsed<Expression> parse_power();
  Parsed<Expression> parse_primary();

  Parsed<Expression> parse_like(Expression subject, bool negated);
  Parsed<Expression> parse_in(Expression subject, bool negated);
  Parsed<Expression> parse_list(Expression subject, bool negated);
  Parsed<Expression> parse_arithmetic(Expression left, ArithmeticOperator op,
                                      Parsed<Expression> (ExpressionParser::*operand)());
  Parsed<Expression> parse_call();
  Parsed<Expression> parse_function(const Function& function, const Token& name);
  Parsed<Expression> parse_aggregate(const AggregateFunction& function, const Token& name);
  Parsed<Expression> parse_argument(bool period, bool regex);

  /// An expression of `node` that begins at `begin` and lies over trees of this depth.
  template <class Node>
  Parsed<Expression> make(Node node, std::uint32_t begin, std::uint32_t depth_below);

  Cursor& cursor_;
  std::vector<AggregateCall>* aggregates_ = nullptr;  // where they may stand
  std::span<const Scope::Column> earlier_;            // named there too
  bool names_earlier_ = false;
};

}  // namespace epitaph::logs::insights
