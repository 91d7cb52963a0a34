#include <algorithm>

#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/service_events.h"
#include "ecs/services.h"
#include "ecs/task_list.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;
using storage::TaskField;

constexpr std::size_t kServicesMax = 10;
constexpr std::size_t kEventsMax = 100;

/// A service that a call names, and in which cluster to look for it.
struct CalledService {
  ClusterAddress cluster;
  std::string name;

  std::string arn() const {
    return fmt::format("{}{}/{}", cluster.arn_prefix("service"), cluster.name, name);
  }
};

aws::Outcome<std::vector<CalledService>> called_services(const aws::Call& call) {
  const auto& given = aws::items(call.input, "services");
  if (given.empty()) return aws::invalid_parameter("Services cannot be empty.");
  if (given.size() > kServicesMax) {
    return aws::invalid_parameter("services can have at most 10 items.");
  }
  const auto cluster_given = aws::optional_text(call.input, "cluster");
  EPITAPH_TRY(cluster, read_cluster(cluster_given, call.scope));
  std::vector<CalledService> services;
  for (const auto& item : given) {
    EPITAPH_TRY(name, read_service_name(item.as_string()));
    if (name.cluster && cluster_given && name.cluster->name != cluster.name) {
      return another_cluster(name.cluster->name, cluster.name);
    }
    services.push_back({name.cluster.value_or(cluster), name.name});
  }
  return services;
}

/// Task definition and launch type are those of a task that the deployment started.
Status add_what_tasks_tell(storage::Storage& store, const storage::TaskQuery& tasks,
                           json::object& described) {
  EPITAPH_TRY(page, list_tasks(store, {.query = tasks}, std::nullopt, 1));
  if (page.arns.empty()) return Done{};
  EPITAPH_TRY(state, read_task_state(store, page.arns.front()));
  if (!state) return Done{};
  const auto add = [&](std::string_view member, const std::string& text) {
    if (!text.empty()) described[member] = text;
  };
  add("taskDefinition", state->task.task_definition_arn);
  add("launchType", state->task.launch_type);
  return Done{};
}

/// A deployment as far as its events and its tasks know it; those members that neither tells are
/// absent.
json::object deployment_json(const DeploymentTasks& tasks, const Deployment* told) {
  json::object deployment{{"id", tasks.id},
                          {"status", "ACTIVE"},
                          {"pendingCount", tasks.counts.pending},
                          {"runningCount", tasks.counts.running}};
  if (told == nullptr) return deployment;
  deployment["createdAt"] = aws::epoch_seconds(told->created_at);
  deployment["updatedAt"] = aws::epoch_seconds(told->updated_at);
  if (!told->rollout_state.empty()) deployment["rolloutState"] = told->rollout_state;
  if (!told->reason.empty()) deployment["rolloutStateReason"] = told->reason;
  return deployment;
}

/// The deployment that began last is the PRIMARY one. Of the others ECS keeps those that still have
/// tasks.
Result<json::array> describe_deployments(storage::Storage& store, const storage::TaskQuery& tasks,
                                         const std::vector<Deployment>& told) {
  EPITAPH_TRY(living, count_by_deployment(store, tasks));
  if (!told.empty() &&
      std::ranges::find(living, told.front().id, &DeploymentTasks::id) == living.end()) {
    living.push_back({.id = told.front().id, .counts = {}});
  }
  const auto rank = [&](const DeploymentTasks& deployment) {
    return std::ranges::find(told, deployment.id, &Deployment::id) - told.begin();
  };
  std::ranges::stable_sort(living, {}, rank);

  json::array deployments;
  for (const auto& one : living) {
    const auto known = std::ranges::find(told, one.id, &Deployment::id);
    auto deployment = deployment_json(one, known == told.end() ? nullptr : &*known);
    if (deployments.empty()) deployment["status"] = "PRIMARY";
    EPITAPH_CHECK(
        add_what_tasks_tell(store, narrow(tasks, TaskField::kDeployment, {one.id}), deployment));
    deployments.push_back(std::move(deployment));
  }
  return deployments;
}

json::object describe_identity(const CalledService& service) {
  return {{"serviceArn", service.arn()},
          {"serviceName", service.name},
          {"clusterArn", service.cluster.arn()}};
}

/// What the whole service is said to run: what its PRIMARY deployment does, else its last task.
Status add_primary(storage::Storage& store, const storage::TaskQuery& tasks,
                   json::object& service) {
  auto& deployments = service.at("deployments").as_array();
  if (deployments.empty() || !deployments[0].as_object().contains("taskDefinition")) {
    return add_what_tasks_tell(store, tasks, service);
  }
  auto& primary = deployments[0].as_object();
  for (const auto* member : {"taskDefinition", "launchType"}) {
    if (const auto* value = primary.if_contains(member)) service[member] = *value;
  }
  if (const auto* desired = service.if_contains("desiredCount")) primary["desiredCount"] = *desired;
  return Done{};
}

Result<std::optional<json::object>> describe(storage::Storage& store, const CalledService& called) {
  EPITAPH_TRY(known, knows_service(store, called.cluster, called.name));
  if (!known) return std::optional<json::object>{};
  EPITAPH_TRY(events, read_service_events(store, called.cluster, called.name));
  const auto tasks = tasks_of(called.cluster, called.name);
  EPITAPH_TRY(counts, count_living(store, tasks));

  auto service = describe_identity(called);
  service["status"] = is_deleted(events) ? "INACTIVE" : "ACTIVE";
  if (const auto desired = read_desired_count(events)) service["desiredCount"] = *desired;
  service["runningCount"] = counts.running;
  service["pendingCount"] = counts.pending;
  EPITAPH_TRY(deployments, describe_deployments(store, tasks, read_deployments(events)));
  service["deployments"] = std::move(deployments);
  EPITAPH_CHECK(add_primary(store, tasks, service));
  service["events"] = service_events(events, called.name, kEventsMax);
  return std::optional{std::move(service)};
}

aws::Answer handle(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(called, called_services(call));
  EPITAPH_CHECK(check_include(call.input, {"TAGS"}));
  json::array services;
  json::array failures;
  for (const auto& one : called) {
    EPITAPH_TRY(service, describe(parts.store, one));
    if (service) {
      if (includes(call.input, "TAGS")) (*service)["tags"] = json::array{};
      services.push_back(*std::move(service));
      continue;
    }
    EPITAPH_TRY(known, knows_cluster(parts.store, one.cluster));
    if (!known) return cluster_not_found();
    failures.push_back(missing(one.arn()));
  }
  return json::object{{"services", std::move(services)}, {"failures", std::move(failures)}};
}

}  // namespace

aws::Operation describe_services(const EcsServiceParts& parts) {
  return {.name = "DescribeServices",
          .input = aws::structure({{"cluster", aws::string()},
                                   {"services", aws::list(aws::string())},
                                   {"include", aws::list(aws::string())}}),
          .handle = [parts](const aws::Call& call) { return handle(parts, call); }};
}

}  // namespace epitaph::ecs
