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

/// For how long the stopped tasks of each cluster are kept, counted from when they stopped. Absent
/// days mean for ever, as it is for everything until somebody says otherwise.
struct LedgerRetention {
  std::optional<int> default_days;
  std::map<ClusterKey, std::optional<int>> clusters;  ///< those that have a rule of their own

  std::optional<int> days_of(const ClusterKey& cluster) const;
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
