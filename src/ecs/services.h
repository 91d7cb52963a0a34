#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ecs/clusters.h"
#include "ecs/resource_names.h"
#include "storage/storage.h"

namespace epitaph::ecs {

// The services of a cluster that the record tells of: by their tasks, by their own events, or by an
// answer of AWS's DescribeServices that was imported.

/// Their names, in order. Services of which nothing is known but events under an ARN of the old
/// form, which does not name the cluster, are not among them.
Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster);
/// Names of those that have had a task of this launch type.
Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view launch_type);

/// The tasks of one deployment of a service that are running or pending.
struct DeploymentTasks {
  std::string id;  ///< `ecs-svc/N`
  TaskCounts counts;
};

/// Of each deployment that has such tasks among those that `service` means.
Result<std::vector<DeploymentTasks>> count_by_deployment(storage::Storage& store,
                                                         const storage::TaskQuery& service);

}  // namespace epitaph::ecs
