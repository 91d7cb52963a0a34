#pragma once
#include "api/resource.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the services and their deployments, in the order of account, region, cluster and name:
///   GET /services             {items: [service], nextCursor}
///   GET /services/{service}   one, with its `deployments`, the `events` of its own and its
///                             `described`, as DescribeServices had it (masked), or null;
///                             {service} is an ARN, or CLUSTER/SERVICE where only one is called so
///   GET /deployments          {items: [deployment of a service], nextCursor}, those of one service
///                             the newest first
/// A service is {service, cluster, account, region, arn, desiredCount, desiredSince, runningCount,
/// stoppedTasks, deployment}; `deployment`, the newest, is {id, state, startedAt, endedAt, reason,
/// rolledBackTo, replacedBy, tasks}. What is not known is null. Lists take account, region,
/// cluster, service, limit (1 to 200, 50) and cursor. `store` outlives the resources.
void add_service_resources(Resources& resources, storage::Storage& store);

}  // namespace epitaph::api
