#pragma once
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "ledger/ledger.h"
#include "ledger/resource_arns.h"

namespace epitaph::ledger {

/// A cluster as its tasks show it.
struct Cluster {
  ClusterKey key;
  std::uint64_t tasks = 0;  ///< of those that are meant
  Timestamp first, last;    ///< the earliest and the latest of them
};

/// The clusters of the tasks that are meant, in the order of their keys.
Result<std::vector<Cluster>> list_clusters(storage::Storage& store, const TaskSelection& selection);

/// A service as its tasks show it.
struct ServiceTasks {
  ServiceKey key;
  std::uint64_t tasks = 0;
  Timestamp first, last;
};

/// The services of the tasks that are meant, in the order of their keys.
Result<std::vector<ServiceTasks>> list_services(storage::Storage& store,
                                                const TaskSelection& selection);

}  // namespace epitaph::ledger
