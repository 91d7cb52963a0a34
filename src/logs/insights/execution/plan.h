#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "logs/insights/execution/prefilter.h"
#include "logs/insights/execution/runnable_stage.h"
#include "logs/insights/execution/scan_hints.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// How a query is run: what is read, in which order, and what each stage must keep. Immutable; the
/// query must outlive it.
struct Plan {
  std::vector<const RunnableStage*> stages;  ///< null: the scan's order does its work already
  FieldTable fields;                         ///< the query's, with what the result needs beside
  std::vector<Scope::Column> columns;        ///< what the result shows, without @ptr
  std::optional<Slot> pointer;               ///< `@ptr`, of rows that are log events still

  /// For each stage, and one more for the result: the columns that it or one behind it reads.
  std::vector<std::vector<Slot>> live;
  /// For each stage: how many of the rows that it gives can matter.
  std::vector<std::size_t> rows_wanted;

  std::size_t count_before = 0;  ///< the stage in front of which rows count as matched
  std::size_t point_before = 0;  ///< the stage in front of which `pointer` is filled
  std::optional<std::size_t>
      gathers;  ///< the first stage that does; no row comes out before the end
  bool newest_first = true;

  ScanHints hints{FieldTable{}};
  Prefilter prefilter;
};

/// Of the query itself: it shows its columns, at most `rows_max` rows, each with its pointer.
Plan plan_query(const Query& query, std::size_t rows_max);
/// Of a subquery, of whose rows `slots` are wanted.
Plan plan_subquery(const Query& query, const std::vector<Slot>& slots, std::size_t rows_max);

}  // namespace epitaph::logs::insights
