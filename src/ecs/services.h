#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ecs/clusters.h"
#include "ecs/resource_names.h"
#include "model/event.h"
#include "storage/storage.h"

namespace epitaph::ecs {

// The services that the record tells of: by their tasks, and by their own events.

/// Names of a cluster's services, in order. Services of which nothing is known but events under an
/// ARN of the old form, which does not name the cluster, are not among them.
Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster);
/// Names of those that have had a task of this launch type.
Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view launch_type);

Result<bool> knows_service(storage::Storage& store, const ClusterAddress& cluster,
                           std::string_view name);

/// The tasks of a service, in every status.
storage::TaskQuery tasks_of(const ClusterAddress& cluster, std::string_view service);

/// The events that are kept under the service's ARN, of both forms and of this cluster.
Result<std::vector<Event>> read_service_events(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view name);

/// The tasks of one deployment of a service.
struct DeploymentTasks {
  std::string id;  ///< `ecs-svc/N`
  TaskCounts counts;
};

/// Of each deployment that has a task running or pending; by id.
Result<std::vector<DeploymentTasks>> count_by_deployment(storage::Storage& store,
                                                         const storage::TaskQuery& service);

}  // namespace epitaph::ecs
