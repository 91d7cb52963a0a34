#include "api/task_json.h"

#include "base/time_text.h"
#include "ledger/phases.h"
#include "ledger/timeline.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

/// The detail was parsed when it was folded, so it is JSON of a bounded depth.
json::object detail_of(const Event& event) {
  return json::parse(event.detail(), {}, {.max_depth = kEventDepthMax}).as_object();
}

json::array phases_json(const Task& task) {
  json::array phases;
  for (const auto& phase : ledger::phases_of(task)) {
    phases.push_back({{"name", phase.name},
                      {"begin", format_rfc3339(phase.begin)},
                      {"durationMs", phase.duration.count()}});
  }
  return phases;
}

}  // namespace

json::array timeline_json(const ledger::TaskRecord& record) {
  json::array timeline;
  const Task* before = nullptr;
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    const auto& now = record.states[i];
    const auto changes = ledger::changes_between(before, now);
    timeline.push_back({{"time", format_rfc3339(now.updated_at.value_or(record.events[i].time))},
                        {"version", now.version},
                        {"eventId", record.events[i].id},
                        {"lastStatus", now.last_status},
                        {"desiredStatus", now.desired_status},
                        {"changes", json::array(changes.begin(), changes.end())}});
    before = &now;
  }
  return timeline;
}

json::object task_json(const ledger::DiagnosedTask& task) {
  json::object out = detail_of(task.record.last_event());
  mask_secrets(out);
  if (const auto arn = TaskArn::parse(task.record.task.arn)) {
    const auto scope = arn->scope();
    out["account"] = scope.account;
    out["region"] = scope.region;
    out["taskId"] = arn->id();
  }
  out["diagnosis"] = task.diagnosis ? json::value(to_json(*task.diagnosis)) : json::value();
  return out;
}

json::object task_page_json(const ledger::DiagnosedTask& task) {
  json::object out = task_json(task);
  out["phases"] = phases_json(task.record.task);
  out["timeline"] = timeline_json(task.record);
  out["duplicates"] = task.record.duplicates;
  return out;
}

}  // namespace epitaph::api
