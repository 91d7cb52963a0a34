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
  ClusterKey cluster;  ///< without a name: of no cluster that is known
  std::string month;   ///< in which it was deleted, `2026-11`
  std::uint64_t tasks = 0;
  std::uint64_t events = 0;  ///< of these tasks, and of services, container instances and all else
  int retention_days = 0;    ///< that held at the last of them
  Timestamp first_at, last_at;  ///< when the first and the last deletion of the month was made
  Timestamp
      stopped_before;  ///< what had stopped, or happened, before is gone, but for what is held
};

/// What is to go of one subject: a task whole, of anything else single events.
struct Doomed {
  std::string subject;
  bool whole = false;  ///< the task's row goes as well, and whatever came meanwhile
  std::vector<storage::TaskEventPlace> events;
};

/// A task with all its events.
Result<Doomed> doomed_task(storage::Storage& store, std::string_view arn);

/// Deletes what is doomed, and adds it to the record: a document of kind `ledger-deletion`, of the
/// cluster's account and region, named `CLUSTER/MONTH` after the month of `terms.last_at`. One a
/// cluster and month, so that the record can be kept for ever. Gives `terms` with what went.
///
/// The record holds all that went also when the server is killed in between: what is about to go is
/// written down first (a document of kind `ledger-deletion-under-way`), and finish_deletions() adds
/// from there. Errors: the store's; then some of it may be gone, and finish_deletions() is owed.
Result<Deletion> delete_doomed(storage::Storage& store, const Deletion& terms,
                               const std::vector<Doomed>& doomed);

/// Adds to the record what a delete_doomed() that was cut off has deleted. What it left is not
/// deleted here: it may be held by now. One sweeper at a time.
Status finish_deletions(storage::Storage& store);

/// In the order of account, region, cluster and month.
Result<std::vector<Deletion>> list_deletions(storage::Storage& store);

}  // namespace epitaph::ledger
