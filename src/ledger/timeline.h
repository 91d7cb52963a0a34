#pragma once
#include <string>
#include <vector>

#include "ledger/fold.h"
#include "model/task.h"

namespace epitaph::ledger {

/// What an event of a task told that was new, in short phrases for people, in a fixed order:
///   `PENDING → RUNNING`, `stop requested: UserInitiated, Task stopped by user`,
///   `app: RUNNING → STOPPED, exit 137, OutOfMemoryError: …`
/// `before` is the state of the event before it; null for the first. May be empty: an event can
/// repeat what was known (an ENI's status, say). URLs in reasons are masked.
std::vector<std::string> changes_between(const Task* before, const Task& now);

/// One event on a task's timeline. Points into the record that it was made of.
struct TimelineEntry {
  Timestamp time;  ///< `updatedAt` of a state; else the event's own
  const Event* event = nullptr;
  const Task* state = nullptr;       ///< null for what is no state of the task
  std::vector<std::string> changes;  ///< changes_between(); `StopTask called by …`; a detail-type
};

/// All that is known to have happened to a task. States stand in the order of their versions, what
/// else happened by its time among them.
std::vector<TimelineEntry> timeline_of(const TaskRecord& record);

}  // namespace epitaph::ledger
