#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "logs/insights/execution/pipeline.h"
#include "logs/insights/execution/scan.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// A subquery that is to be run before its query, and what it is run for: its rows, for the stage
/// that joins them, or the values of its one column, for `in`.
struct PlannedSubquery {
  std::unique_ptr<Plan> plan;
  ScanRange range;
  std::size_t rows_max = kUnbounded;
  bool for_rows = false;
};

/// Plans subquery `place` of `query`. Its range is the query's, unless its SOURCE says otherwise.
/// Errors: kNotFound, as Source::find(); kInvalid when `in` asks one that has not one column.
Result<PlannedSubquery> plan_subquery_of(const Query& query, std::size_t place, Source& source,
                                         const ScanRange& range, Timestamp now);

/// What the subqueries of one run have found.
struct SubqueryResults {
  std::vector<SubqueryRows> rows;
  std::vector<ValueSet> values;
};

/// Runs it and puts what it finds into `results`, in its place. What that takes up is taken from
/// the budget for good. Errors: kLimit, the store's.
Status run_subquery(const PlannedSubquery& subquery, std::size_t place, ScanContext& context,
                    SubqueryResults& results);

}  // namespace epitaph::logs::insights
