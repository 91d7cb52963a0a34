#pragma once
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "ledger/resource_arns.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// A hundred years; more means for ever.
constexpr int kRetentionDaysMax = 36'500;

/// For how long the record of each cluster is kept: its tasks counted from when they stopped, the
/// events of its services, container instances and all else from when they happened. Absent days
/// mean for ever, as it is for everything until somebody says otherwise.
struct LedgerRetention {
  std::optional<int> default_days;
  std::map<ClusterKey, std::optional<int>> clusters;  ///< those that have a rule of their own

  /// What is of no known cluster (one without a name) is kept for as long as anything of its
  /// account and region may have to be.
  std::optional<int> days_of(const ClusterKey& cluster) const;
  /// The shortest of all; absent when everything is kept for ever.
  std::optional<int> shortest_days() const;
};

/// Rules are documents of kind `ledger-retention`, {"days": 90} or {"days": null}: a cluster's of
/// its account and region under its name, the default one of no account, named `default`.
/// Errors: kCorrupt when one cannot be read.
Result<LedgerRetention> read_retention(storage::Storage& store);

/// Sets the rule of a cluster, or without one the default. Errors: kInvalid for days that are not
/// from 1 to kRetentionDaysMax.
Status put_retention(storage::Storage& store, const std::optional<ClusterKey>& cluster,
                     std::optional<int> days);

/// Takes the rule away, so that the default holds for the cluster, or all is kept for ever.
Status delete_retention(storage::Storage& store, const std::optional<ClusterKey>& cluster);

}  // namespace epitaph::ledger
