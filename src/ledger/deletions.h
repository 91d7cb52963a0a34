#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ledger/resource_arns.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// What retention took of a cluster in one month.
struct Deletion {
  ClusterKey cluster;
  std::string month;  ///< in which it was deleted, `2026-11`
  std::uint64_t tasks = 0;
  std::uint64_t events = 0;
  int retention_days = 0;       ///< that held at the last of them
  Timestamp first_at, last_at;  ///< when the first and the last deletion of the month was made
  Timestamp stopped_before;     ///< what had stopped before is gone, but for what is held
};

/// Deletes tasks with all their events, and adds them to the record: a document of kind
/// `ledger-deletion`, of the cluster's account and region, named `CLUSTER/MONTH` after the month of
/// `terms.last_at`. One a cluster and month, so that the record can be kept for ever. Gives `terms`
/// with what went.
///
/// The record holds all that went also when the server is killed in between: what is about to go is
/// written down first (a document of kind `ledger-deletion-under-way`), and finish_deletions() adds
/// from there. Errors: the store's; then some of the tasks may be gone, and finish_deletions() is
/// owed.
Result<Deletion> delete_tasks(storage::Storage& store, const Deletion& terms,
                              const std::vector<std::string>& arns);

/// Adds to the record what a delete_tasks() that was cut off has deleted. What it left is not
/// deleted here: it may be held by now. One sweeper at a time.
Status finish_deletions(storage::Storage& store);

/// In the order of account, region, cluster and month.
Result<std::vector<Deletion>> list_deletions(storage::Storage& store);

}  // namespace epitaph::ledger
