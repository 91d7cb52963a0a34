#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/event.h"
#include "model/task.h"

namespace epitaph::ledger {

/// What the ledger knows of one task: every distinct event of it, and the state that comes last.
struct TaskRecord {
  Task task;                     ///< decoded from the last event
  std::vector<Event> events;     ///< its states as ECS told them, by (version, time, hash)
  std::vector<Task> states;      ///< decoded from `events`, one for one
  std::vector<Event> others;     ///< what else tells of it, API calls above all, by (time, hash)
  std::uint64_t duplicates = 0;  ///< events that told of a version already told of, word for word

  const Event& last_event() const { return events.back(); }
  /// When it stopped as the lists have it: `stoppedAt`, else the last event's time.
  Timestamp listed_at() const;
  Timestamp updated_at() const;
};

/// Folds the events of one task, in canonical JSON and any order, repeats included, into its
/// record. Commutative and idempotent: the answer hangs on the set of texts alone. The order of
/// states is that of storage::TaskEventPlace, so that the lists, which an engine makes of rows, and
/// the record agree. Two events of one version with the same `detail` are one event delivered
/// twice; the first stays. An event that is no task state change (somebody called StopTask) never
/// becomes the task's state.
/// Errors: kNotFound when no state is among `events`, kCorrupt when one of them cannot be read.
/// Source: reference ecs.md, 9.
Result<TaskRecord> fold_task(std::span<const std::string> events);

}  // namespace epitaph::ledger
