#include "logs/insights/execution/subquery.h"

#include <fmt/format.h>

namespace epitaph::logs::insights {
namespace {

/// Keeps the rows of a subquery as values.
class RowsSink final : public Operator {
 public:
  RowsSink(const Plan& plan, std::size_t rows_max, MemoryBudget& memory, SubqueryRows& rows)
      : plan_(plan), rows_max_(rows_max), memory_(memory), rows_(rows) {}

  Result<Flow> push(Row& row) override {
    std::vector<Value> values;
    for (const auto& column : plan_.columns) values.push_back(lasting(row[column.slot]));
    EPITAPH_CHECK(memory_.take(RowPacker::bytes(values), "join"));
    rows_.push_back(std::move(values));
    return rows_.size() == rows_max_ ? Flow::kEnough : Flow::kMore;
  }
  Status finish() override { return Done{}; }

 private:
  const Plan& plan_;
  const std::size_t rows_max_;
  MemoryBudget& memory_;
  SubqueryRows& rows_;
};

/// Keeps the one column of a subquery as a set.
class ValuesSink final : public Operator {
 public:
  ValuesSink(Slot slot, MemoryBudget& memory, ValueSet& values)
      : slot_(slot), memory_(memory), values_(values) {}

  Result<Flow> push(Row& row) override {
    const std::size_t before = values_.bytes();
    values_.add(row[slot_]);
    if (values_.bytes() > before) EPITAPH_CHECK(memory_.take(values_.bytes() - before, "in"));
    return Flow::kMore;
  }
  Status finish() override { return Done{}; }

 private:
  const Slot slot_;
  MemoryBudget& memory_;
  ValueSet& values_;
};

std::optional<RunnableStage::SubqueryUse> use_of(const Query& query, std::size_t place) {
  for (const auto& stage : query.stages) {
    const auto* runnable = dynamic_cast<const RunnableStage*>(stage.get());
    auto use = runnable != nullptr ? runnable->subquery() : std::nullopt;
    if (use && use->subquery == place) return use;
  }
  return std::nullopt;
}

}  // namespace

Result<PlannedSubquery> plan_subquery_of(const Query& query, std::size_t place, Source& source,
                                         const ScanRange& range, Timestamp now) {
  const Query& subquery = *query.subqueries[place];
  PlannedSubquery planned;
  if (const auto use = use_of(query, place)) {
    planned.for_rows = true;
    planned.rows_max = use->rows_max;
    planned.plan = std::make_unique<Plan>(plan_subquery(subquery, use->slots, use->rows_max));
  } else {
    if (subquery.columns.size() != 1) {
      return Error{ErrorKind::kInvalid, "A subquery of in has exactly one column."};
    }
    planned.plan =
        std::make_unique<Plan>(plan_subquery(subquery, {subquery.columns[0].slot}, kUnbounded));
  }
  planned.range = {.groups = {}, .from = range.from, .until = range.until};
  if (!subquery.source) return Error{ErrorKind::kInvalid, "A subquery begins with SOURCE."};
  EPITAPH_TRY(groups, source.find(*subquery.source));
  planned.range.groups = std::move(groups);
  if (subquery.source->start) planned.range.from = subquery.source->start->at(now);
  if (subquery.source->end) planned.range.until = subquery.source->end->at(now);
  return planned;
}

Status run_subquery(const PlannedSubquery& subquery, std::size_t place, ScanContext& context,
                    SubqueryResults& results) {
  const auto nothing = [](Pipeline&) {};
  MemoryBudget& memory = context.run.memory;
  if (subquery.for_rows) {
    RowsSink sink{*subquery.plan, subquery.rows_max, memory, results.rows[place]};
    return Scan{*subquery.plan, subquery.range, context, sink, false}.run(nothing);
  }
  ValuesSink sink{subquery.plan->columns[0].slot, memory, results.values[place]};
  return Scan{*subquery.plan, subquery.range, context, sink, false}.run(nothing);
}

}  // namespace epitaph::logs::insights
