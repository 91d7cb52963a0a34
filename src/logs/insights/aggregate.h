#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logs/insights/expression.h"
#include "logs/insights/function.h"

namespace epitaph::logs::insights {

/// What one aggregate has gathered of one group.
class Aggregate {
 public:
  virtual ~Aggregate() = default;
  /// Takes in a row of the group. What it keeps of it, it owns.
  virtual void add(const Row& row, const QueryContext& context) = 0;
  /// Of the rows so far; absent where they hold nothing to say it of. Moments come out as plain
  /// numbers: earliest(@timestamp) answers milliseconds.
  virtual Value result() const = 0;
  /// What it takes up, itself included; grows with the rows for exact distinct counts,
  /// percentiles, values() and topk() only.
  virtual std::size_t bytes() const = 0;
};

struct AggregateCall;

/// An aggregate of the language. One file a family in aggregates/.
struct AggregateFunction {
  std::string_view name;  ///< as AWS writes it; queries may write it in any case
  std::uint8_t arguments_min = 1;
  std::uint8_t arguments_max = 1;
  std::unique_ptr<Aggregate> (*make)(const AggregateCall& call) = nullptr;
  bool wants_time = false;  ///< needs the row's @timestamp
  std::uint8_t period_at = kNoArgument;
  std::uint8_t literal_at = kNoArgument;  ///< an argument that must be a number, as in pct(x, 95)
};

/// By name, in any case; null when there is none.
const AggregateFunction* find_aggregate(std::string_view name);

/// One aggregate of a stats command: `sum(x)` in `sum(x) / count(*) as mean`.
struct AggregateCall {
  const AggregateFunction* function = nullptr;
  std::vector<Expression> arguments;  ///< none for count(*) and count()
  std::optional<Slot> time;           ///< @timestamp, where the function wants it
  Slot result{};                      ///< where the expression round it looks for the result
  Span span;
};

/// An empty one. The call must outlive it.
std::unique_ptr<Aggregate> make_aggregate(const AggregateCall& call);

/// A column of a stats command. For each group: put every aggregate's result() into its slot of a
/// row (beside the group's own values), then evaluate the columns' expressions on that row, in the
/// order in which the command has them.
struct AggregateExpression {
  Expression expression;
  std::vector<AggregateCall> aggregates;  ///< none where it is of other columns alone
};

}  // namespace epitaph::logs::insights
