#include "logs/insights/commands/subquery_columns.h"

#include <algorithm>

#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

bool closed_by_a_stage(const Query& query) {
  return std::ranges::any_of(query.stages, [](const auto& stage) {
    const auto* runnable = dynamic_cast<const RunnableStage*>(stage.get());
    return runnable != nullptr && runnable->closes();
  });
}

}  // namespace

std::optional<Slot> subquery_column(Query& subquery, std::string_view name) {
  const auto shown = std::ranges::find(subquery.columns, name, &Scope::Column::name);
  if (shown != subquery.columns.end()) return shown->slot;
  if (closed_by_a_stage(subquery)) return std::nullopt;
  // Of the columns that bear the name, the last one is what it means at the end.
  for (std::size_t i = subquery.fields.size(); i-- > 0;) {
    const auto slot = static_cast<Slot>(i);
    if (subquery.fields.name(slot) == name) return slot;
  }
  return subquery.fields.event_field(name);
}

std::vector<Scope::Column> subquery_columns(Query& subquery) {
  if (!subquery.columns.empty()) return subquery.columns;
  return {{"@timestamp", subquery.fields.event_field("@timestamp")},
          {"@message", subquery.fields.event_field("@message")}};
}

}  // namespace epitaph::logs::insights
