#pragma once
#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "storage/storage.h"

namespace epitaph::ledger {

struct LedgerSweepReport {
  std::uint64_t tasks_deleted = 0;
  std::uint64_t events_deleted = 0;
  bool more = false;  ///< the limit was reached before the end
};

/// One round of the sweeper: deletes every task that at `now` stopped longer ago than its cluster's
/// retention (retention.h), but those under a hold (holds.h), with all its events, and records how
/// many (deletions.h). Tasks that still live, and what is kept of services and container instances,
/// stay. Bounded to `tasks_max` deletions; call again while there is more. A round that is cut off
/// has deleted whole tasks, and the next one records those of them that it did not come to record.
/// Errors: the store's, kCorrupt for a rule that cannot be read: nothing is deleted in doubt.
Result<LedgerSweepReport> sweep_ledger(storage::Storage& store, Timestamp now,
                                       std::size_t tasks_max = 10'000);

}  // namespace epitaph::ledger
