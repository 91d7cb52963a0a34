#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/resource_arns.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// The counts of one field's values, most first.
Result<std::vector<storage::TaskCount>> count_by(storage::Storage& store,
                                                 const storage::TaskQuery& query,
                                                 storage::TaskField field);

/// Those that `query` means and that have this value as well.
storage::TaskQuery narrowed(storage::TaskQuery query, storage::TaskField field, std::string value);

/// Likewise those of a cluster, or of a service.
storage::TaskQuery narrowed(storage::TaskQuery query, const ClusterKey& key);
storage::TaskQuery narrowed(storage::TaskQuery query, const ServiceKey& key);

}  // namespace epitaph::ledger
