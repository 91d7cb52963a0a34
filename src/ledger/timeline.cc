#include "ledger/timeline.h"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/api_call.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

const Container* find_container(const Task* task, const std::string& name) {
  if (!task) return nullptr;
  const auto found = std::ranges::find(task->containers, name, &Container::name);
  return found == task->containers.end() ? nullptr : &*found;
}

std::string status_change(const std::string& before, const std::string& now) {
  return before.empty() ? now : before + " → " + now;
}

std::string stop_of(const Task& task) {
  std::string text = "stop requested";
  if (!task.stop_code.empty()) text += ": " + task.stop_code;
  if (!task.stopped_reason.empty()) {
    text += (task.stop_code.empty() ? ": " : ", ") + mask_url_queries(task.stopped_reason);
  }
  return text;
}

/// Empty when the container is as it was.
std::string change_of(const Container* before, const Container& now) {
  std::vector<std::string> parts;
  if (!before || before->last_status != now.last_status) {
    parts.push_back(status_change(before ? before->last_status : "", now.last_status));
  }
  if (now.exit_code && (!before || before->exit_code != now.exit_code)) {
    parts.push_back(fmt::format("exit {}", *now.exit_code));
  }
  if (!now.reason.empty() && (!before || before->reason != now.reason)) {
    parts.push_back(mask_url_queries(now.reason));
  }
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? now.name + ": " : ", ") + part;
  return text;
}

TimelineEntry entry_of_other(const Event& event) {
  const auto call = read_api_call(event);
  return {
      .time = event.time, .event = &event, .changes = {call ? describe(*call) : event.detail_type}};
}

}  // namespace

std::vector<std::string> changes_between(const Task* before, const Task& now) {
  std::vector<std::string> changes;
  if (!before || before->last_status != now.last_status) {
    changes.push_back(status_change(before ? before->last_status : "", now.last_status));
  }
  if (now.stop_requested() && !(before && before->stop_requested()))
    changes.push_back(stop_of(now));
  for (const auto& container : now.containers) {
    auto change = change_of(find_container(before, container.name), container);
    // A first event names every container; that they are there is no news.
    const bool is_news = before || container.last_status == "STOPPED" || container.exit_code;
    if (!change.empty() && is_news) changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<TimelineEntry> timeline_of(const TaskRecord& record) {
  std::vector<TimelineEntry> timeline;
  auto other = record.others.begin();
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    const auto& state = record.states[i];
    const auto time = state.updated_at.value_or(record.events[i].time);
    for (; other != record.others.end() && other->time < time; ++other) {
      timeline.push_back(entry_of_other(*other));
    }
    timeline.push_back({.time = time,
                        .event = &record.events[i],
                        .state = &state,
                        .changes = changes_between(i ? &record.states[i - 1] : nullptr, state)});
  }
  for (; other != record.others.end(); ++other) timeline.push_back(entry_of_other(*other));
  return timeline;
}

}  // namespace epitaph::ledger
