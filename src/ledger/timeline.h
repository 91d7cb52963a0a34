#pragma once
#include <string>
#include <vector>

#include "model/task.h"

namespace epitaph::ledger {

/// What an event of a task told that was new, in short phrases for people, in a fixed order:
///   `PENDING → RUNNING`, `stop requested: UserInitiated, Task stopped by user`,
///   `app: RUNNING → STOPPED, exit 137, OutOfMemoryError: …`
/// `before` is the state of the event before it; null for the first. May be empty: an event can
/// repeat what was known (an ENI's status, say). URLs in reasons are masked.
std::vector<std::string> changes_between(const Task* before, const Task& now);

}  // namespace epitaph::ledger
