#pragma once
#include <optional>
#include <vector>

#include "logs/insights/aggregate.h"
#include "logs/insights/execution/runnable_stage.h"
#include "logs/insights/period.h"

namespace epitaph::logs::insights {

/// A column that stats groups by.
struct GroupColumn {
  Expression expression;
  Slot slot;
  /// Of `bin(p)`: its period, and what `offset d` moves its stretches by.
  std::optional<Period> bin;
  double offset_ms = 0;
  std::optional<Slot> time;  ///< what bin() looks at; only with an offset
};

/// A column that stats computes of each group.
struct AggregateColumn {
  AggregateExpression aggregate;
  Slot slot;
};

/// `stats a [as x], … [by e [as k], …]`: one row a group, with the columns of `by` and then the
/// others. Without `by` all rows are one group; no rows are none.
/// Groups come in the order of their first bin() column, else in the order of their first rows.
class StatsStage final : public RunnableStage {
 public:
  StatsStage(std::vector<GroupColumn> groups, std::vector<AggregateColumn> aggregates)
      : groups_(std::move(groups)), aggregates_(std::move(aggregates)) {}

  const std::vector<GroupColumn>& groups() const { return groups_; }

  std::string_view command() const override { return "stats"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override;
  void reads(SlotSet& slots) const override;
  bool gathers() const override { return true; }
  bool closes() const override { return true; }

 private:
  const std::vector<GroupColumn> groups_;
  const std::vector<AggregateColumn> aggregates_;
};

}  // namespace epitaph::logs::insights
