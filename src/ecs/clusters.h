#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "ecs/resource_names.h"
#include "storage/storage.h"

namespace epitaph::ecs {

// The clusters that the record tells of: by their tasks, services (described ones as well) and
// container instances.

/// Names of the clusters of an account and region, in order.
Result<std::vector<std::string>> cluster_names(storage::Storage& store, const Scope& scope);

Result<bool> knows_cluster(storage::Storage& store, const ClusterAddress& cluster);

/// Statuses of a task between its creation and RUNNING: what ECS counts as pending.
const std::vector<std::string>& pending_statuses();

struct TaskCounts {
  std::uint64_t running = 0;
  std::uint64_t pending = 0;
};

/// How many of the tasks that `query` means are running and pending, as far as their last events
/// tell: one whose end nobody reported counts for ever.
Result<TaskCounts> count_living(storage::Storage& store, const storage::TaskQuery& query);

}  // namespace epitaph::ecs
