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
  std::vector<Event> events;     ///< the timeline, in order of (version, time, id, bytes)
  std::vector<Task> states;      ///< decoded from `events`, one for one
  std::uint64_t duplicates = 0;  ///< events that told of a version already told of, word for word

  const Event& last_event() const { return events.back(); }
  /// When it stopped as the lists have it: `stoppedAt`, else the last event's time.
  Timestamp listed_at() const;
  Timestamp updated_at() const;
};

/// Folds the events of one task, in canonical JSON and any order, repeats included, into its
/// record. Commutative and idempotent: the answer hangs on the set of texts alone. Two events of
/// one version with the same `detail` are one event delivered twice; the first by (time, id, bytes)
/// stays. Errors: kNotFound when `events` is empty, kCorrupt when one of them cannot be read.
/// Source: reference ecs.md, 9.
Result<TaskRecord> fold_task(std::span<const std::string> events);

}  // namespace epitaph::ledger
