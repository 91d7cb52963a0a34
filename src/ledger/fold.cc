#include "ledger/fold.h"

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "ledger/subject.h"

namespace epitaph::ledger {
namespace {

struct TaskChange {
  Event event;
  Task task;
};

/// The hash is asked only of those that are otherwise level: it reads the whole text.
bool stands_before(const Event& a, const Event& b) {
  if (a.time != b.time) return a.time < b.time;
  return std::tuple{hash64(a.json), std::string_view{a.json}} <
         std::tuple{hash64(b.json), std::string_view{b.json}};
}

bool changed_before(const TaskChange& a, const TaskChange& b) {
  const auto version = std::max<std::int64_t>(a.task.version, 0);
  const auto other = std::max<std::int64_t>(b.task.version, 0);
  return version != other ? version < other : stands_before(a.event, b.event);
}

/// The distinct events among `texts`, each once.
Result<std::vector<Event>> read_events(std::span<const std::string> texts) {
  std::vector<std::string_view> distinct{texts.begin(), texts.end()};
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<Event> events;
  for (const auto text : distinct) {
    auto event = parse_event(text);
    if (!event) return Error{ErrorKind::kCorrupt, "ledger event: " + event.error().message};
    events.push_back(*std::move(event));
  }
  return events;
}

/// Whether an event of the same version already said the same.
bool tells_again(const TaskChange& change, const TaskRecord& record) {
  for (auto i = record.states.size(); i-- > 0;) {
    if (record.states[i].version != change.task.version) return false;
    if (record.events[i].detail() == change.event.detail()) return true;
  }
  return false;
}

}  // namespace

Timestamp TaskRecord::listed_at() const { return task.stopped_at.value_or(last_event().time); }

Timestamp TaskRecord::updated_at() const { return task.updated_at.value_or(last_event().time); }

Result<TaskRecord> fold_task(std::span<const std::string> texts) {
  EPITAPH_TRY(events, read_events(texts));
  std::vector<TaskChange> changes;
  TaskRecord record;
  for (auto& event : events) {
    if (auto task = task_of(event)) {
      changes.push_back({std::move(event), *std::move(task)});
    } else {
      record.others.push_back(std::move(event));
    }
  }
  if (changes.empty()) return Error{ErrorKind::kNotFound, "no state of this task is known"};
  std::ranges::sort(changes, changed_before);
  std::ranges::sort(record.others, stands_before);
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
