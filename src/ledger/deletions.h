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

/// Adds to the record of the month of `deletion.last_at`: a document of kind `ledger-deletion`, of
/// the cluster's account and region, named `CLUSTER/MONTH`. One a cluster and month, so that the
/// record of deletions can be kept for ever.
Status add_deletion(storage::Storage& store, const Deletion& deletion);

/// In the order of account, region, cluster and month.
Result<std::vector<Deletion>> list_deletions(storage::Storage& store);

}  // namespace epitaph::ledger
