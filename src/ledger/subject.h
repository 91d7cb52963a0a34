#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ledger/resource_arns.h"
#include "model/event.h"
#include "model/task.h"

namespace epitaph::ledger {

/// The detail-types of ECS whose meaning the ledger knows. Any other is kept all the same.
/// Source: reference ecs.md, 2 and 7.
constexpr std::string_view kTaskStateChange = "ECS Task State Change";
constexpr std::string_view kServiceAction = "ECS Service Action";
constexpr std::string_view kDeploymentStateChange = "ECS Deployment State Change";
constexpr std::string_view kContainerInstanceStateChange = "ECS Container Instance State Change";

/// The task that `event` tells the state of; nullopt when it tells of something else, or its detail
/// is no task with an ARN.
std::optional<Task> task_of(const Event& event);

/// Under which resource the ledger keeps an event of ECS that is not the state of a task:
///   ECS Container Instance State Change   the container instance
///   ECS Service Action, Deployment …      the service
///   AWS API Call via CloudTrail           what the call was about (ApiCall::resource)
///   anything else, or naming nothing      the first resource; without one, `event/HASH`
/// An ARN in the form in which the event has it; at most 2,048 bytes and without a NUL, which would
/// end it in the store's keys.
std::string subject_of(const Event& event);

/// The cluster to which what is kept under `subject` belongs: the one in an ARN of the new form
/// (`service/CLUSTER/NAME`) or in a cluster's own. nullopt when the subject does not tell.
std::optional<ClusterKey> cluster_of(std::string_view subject);

/// Likewise, asking where the subject does not tell the event that is kept under it: what it says
/// of a cluster, or the call that it tells of. The name is empty when neither knows.
ClusterKey cluster_of(std::string_view subject, const Event& event);

}  // namespace epitaph::ledger
