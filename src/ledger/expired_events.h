#pragma once
#include <cstddef>
#include <cstdint>

#include "base/clock.h"
#include "base/result.h"
#include "ledger/retention.h"
#include "storage/storage.h"

namespace epitaph::ledger {

struct EventSweepReport {
  std::uint64_t events_deleted = 0;
  bool more = false;  ///< the limit was reached before the end
};

/// Deletes the events that at `now` are past retention (retention.h) of services, with their
/// deployments, of container instances and of every other subject but tasks, which go whole
/// (expired_tasks.h); each event by its own time. What is under a hold on a service stays. Recorded
/// as deletions.h says, some thousand events at a time, and bounded to about `events_max` of them.
///
/// Costs a look at each subject that is no task, and reading what is deleted. What tells no cluster
/// of its own (service ARNs of the old form, task definitions) is read to find out, if it is older
/// than the shortest retention.
Result<EventSweepReport> delete_expired_events(storage::Storage& store,
                                               const LedgerRetention& retention, Timestamp now,
                                               std::size_t events_max);

}  // namespace epitaph::ledger
