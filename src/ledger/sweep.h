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
/// retention (retention.h), with all its events, and of services, container instances and all else
/// every event that happened longer ago; but nothing under a hold (holds.h). Records how much went
/// (deletions.h). Tasks that still live stay, with all that is told of them. Bounded to `tasks_max`
/// tasks and a hundred thousand other events; call again while there is more. What a round that is
/// cut off has deleted and did not come to record, the next one records.
/// Errors: the store's, kCorrupt for a rule that cannot be read: nothing is deleted in doubt.
Result<LedgerSweepReport> sweep_ledger(storage::Storage& store, Timestamp now,
                                       std::size_t tasks_max = 10'000);

}  // namespace epitaph::ledger
