#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logs/insights/row.h"
#include "logs/insights/scope.h"
#include "logs/insights/source.h"
#include "logs/insights/stage.h"

namespace epitaph::logs::insights {

/// A query as it was parsed: what it reads and what it does. Immutable: any number of threads may
/// run it at once.
struct Query {
  std::string text;
  /// What its SOURCE stage names; absent without one.
  std::optional<SourceSpec> source;
  FieldTable fields;
  std::vector<std::unique_ptr<Stage>> stages;
  /// By OneOfQuery::subquery, and for join: each has a FieldTable of its own.
  std::vector<std::unique_ptr<Query>> subqueries;
  /// What `fields` and `display` have shown so far, in their order; empty where neither came (then
  /// @timestamp and @message are shown). The commands keep it up to date while they are parsed.
  std::vector<Scope::Column> columns;
};

}  // namespace epitaph::logs::insights
