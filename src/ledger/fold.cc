#include "ledger/fold.h"

#include <algorithm>
#include <tuple>

namespace epitaph::ledger {
namespace {

struct Change {
  Event event;
  Task task;
};

auto order_of(const Change& change) {
  return std::tie(change.task.version, change.event.time, change.event.id, change.event.json);
}

Result<std::vector<Change>> read_changes(std::span<const std::string> texts) {
  std::vector<Change> changes;
  for (const auto& text : texts) {
    auto event = parse_event(text);
    if (!event) return Error{ErrorKind::kCorrupt, "ledger event: " + event.error().message};
    auto task = parse_task(event->detail());
    if (!task) return Error{ErrorKind::kCorrupt, "ledger event: " + task.error().message};
    changes.push_back({*std::move(event), *std::move(task)});
  }
  return changes;
}

/// Whether an event of the same version already said the same.
bool tells_again(const Change& change, const TaskRecord& record) {
  for (auto i = record.states.size(); i-- > 0;) {
    if (record.states[i].version != change.task.version) return false;
    if (record.events[i].detail() == change.event.detail()) return true;
  }
  return false;
}

}  // namespace

Timestamp TaskRecord::listed_at() const { return task.stopped_at.value_or(last_event().time); }

Timestamp TaskRecord::updated_at() const { return task.updated_at.value_or(last_event().time); }

Result<TaskRecord> fold_task(std::span<const std::string> events) {
  if (events.empty()) return Error{ErrorKind::kNotFound, "no event of this task is known"};
  EPITAPH_TRY(changes, read_changes(events));
  std::ranges::sort(changes, {}, order_of);
  // Not std::ranges::unique, whose subrange clang++ 14 does not take.
  const auto is_same = [](const Change& a, const Change& b) {
    return a.event.json == b.event.json;
  };
  changes.erase(std::unique(changes.begin(), changes.end(), is_same), changes.end());

  TaskRecord record;
  for (auto& change : changes) {
    if (tells_again(change, record)) {
      ++record.duplicates;
      continue;
    }
    record.events.push_back(std::move(change.event));
    record.states.push_back(std::move(change.task));
  }
  record.task = record.states.back();
  return record;
}

}  // namespace epitaph::ledger
