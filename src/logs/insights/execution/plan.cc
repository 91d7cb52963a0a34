#include "logs/insights/execution/plan.h"

#include <algorithm>

#include "logs/insights/commands/limit.h"
#include "logs/insights/commands/sort.h"
#include "logs/insights/commands/stats.h"

namespace epitaph::logs::insights {
namespace {

void take_stages(const Query& query, Plan& plan) {
  for (const auto& stage : query.stages) {
    plan.stages.push_back(dynamic_cast<const RunnableStage*>(stage.get()));
  }
}

/// Whether the rows are log events still when they come out, and so have a pointer.
bool of_events(const Plan& plan) {
  return std::ranges::none_of(plan.stages, [](const auto* stage) { return stage->closes(); });
}

/// `sort @timestamp`, in front of which rows are judged one by one, is done by reading in that
/// order. What gathers for groups is read as the store lies, which is faster.
void choose_order(Plan& plan) {
  const auto time = event_slot(plan.fields, "@timestamp");
  for (auto& stage : plan.stages) {
    if (stage->row_by_row()) continue;
    const auto* sort = dynamic_cast<const SortStage*>(stage);
    if (sort != nullptr && sort->keys().size() == 1) {
      const SortKey& key = sort->keys().front();
      const auto* field = key.field.as<FieldUse>();
      if (field == nullptr || !time || field->slot != *time) return;
      plan.newest_first = key.descending;
      stage = nullptr;
    } else if (dynamic_cast<const StatsStage*>(stage) != nullptr) {
      plan.newest_first = false;
    }
    return;
  }
}

void find_places(Plan& plan) {
  const std::size_t count = plan.stages.size();
  plan.point_before = count;
  for (std::size_t i = 0; i < count; ++i) {
    if (plan.stages[i] == nullptr || !plan.stages[i]->gathers()) continue;
    plan.gathers = i;
    plan.point_before = i;
    break;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto* stage = plan.stages[i];
    if (stage == nullptr) continue;
    if (stage->condition() != nullptr) {
      plan.count_before = i + 1;
    } else if (!stage->one_to_one()) {
      break;
    }
  }
}

void find_live(Plan& plan) {
  SlotSet live;
  for (const auto& column : plan.columns) live.add(column.slot);
  if (plan.pointer) live.add(*plan.pointer);
  plan.live.assign(plan.stages.size() + 1, {});
  plan.live.back() = live.list();
  for (std::size_t i = plan.stages.size(); i-- > 0;) {
    if (const auto* stage = plan.stages[i]) {
      if (stage->closes()) live.clear();
      stage->reads(live);
    }
    plan.live[i] = live.list();
  }
}

void find_wanted(Plan& plan, std::size_t rows_max) {
  plan.rows_wanted.assign(plan.stages.size(), kUnbounded);
  std::size_t wanted = rows_max;
  for (std::size_t i = plan.stages.size(); i-- > 0;) {
    plan.rows_wanted[i] = wanted;
    const auto* stage = plan.stages[i];
    if (stage == nullptr || stage->one_to_one()) continue;
    const auto* limit = dynamic_cast<const LimitStage*>(stage);
    wanted = limit != nullptr ? std::min(wanted, limit->rows()) : kUnbounded;
  }
}

/// Filters that every event meets before anything else depends on it.
void find_filters(Plan& plan) {
  plan.hints = ScanHints{plan.fields};
  for (const auto* stage : plan.stages) {
    if (stage == nullptr) continue;
    if (!stage->row_by_row()) return;
    if (const auto* condition = stage->condition()) {
      plan.hints.require(*condition);
      plan.prefilter.require(*condition, plan.fields);
    }
  }
}

void complete(Plan& plan, std::size_t rows_max) {
  choose_order(plan);
  find_places(plan);
  find_live(plan);
  find_wanted(plan, rows_max);
  find_filters(plan);
}

}  // namespace

Plan plan_query(const Query& query, std::size_t rows_max) {
  Plan plan;
  take_stages(query, plan);
  plan.fields = query.fields;
  plan.columns = query.columns;
  if (of_events(plan)) {
    if (plan.columns.empty()) {
      for (const std::string_view name : {"@timestamp", "@message"}) {
        plan.columns.push_back({std::string{name}, plan.fields.event_field(name)});
      }
    }
    plan.pointer = plan.fields.computed("@ptr");
  }
  complete(plan, rows_max);
  return plan;
}

Plan plan_subquery(const Query& query, const std::vector<Slot>& slots, std::size_t rows_max) {
  Plan plan;
  take_stages(query, plan);
  plan.fields = query.fields;
  for (const Slot slot : slots) plan.columns.push_back({query.fields.name(slot), slot});
  complete(plan, rows_max);
  return plan;
}

}  // namespace epitaph::logs::insights
