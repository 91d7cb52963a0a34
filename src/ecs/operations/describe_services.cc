#include <algorithm>

#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/services.h"
#include "ecs/task_list.h"
#include "ecs/wire_service.h"
#include "ledger/api_call.h"
#include "ledger/counts.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;
using storage::TaskField;

constexpr std::size_t kServicesMax = 10;
/// More than are shown, since not every event is one for DescribeServices.
constexpr std::size_t kEventsRead = 1000;

/// A service that a call names, and in which cluster to look for it.
struct CalledService {
  ClusterAddress cluster;
  std::string name;

  ledger::ServiceKey key() const { return {cluster.scope, cluster.name, name}; }
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

/// Adds what the newest of `tasks` runs.
Status add_newest(storage::Storage& store, const storage::TaskQuery& tasks, RunsNow& runs) {
  EPITAPH_TRY(page, list_tasks(store, tasks, std::nullopt, 1));
  if (page.arns.empty()) return Done{};
  EPITAPH_TRY(state, read_task_state(store, page.arns.front()));
  if (!state) return Done{};
  runs.task_definition = state->task.task_definition_arn;
  runs.launch_type = state->task.launch_type;
  return Done{};
}

/// The newest deployment, and of the others those that ECS keeps: which still have tasks.
Result<std::vector<ShownDeployment>> shown_deployments(storage::Storage& store,
                                                       const ledger::Service& service,
                                                       const storage::TaskQuery& tasks) {
  EPITAPH_TRY(living, count_by_deployment(store, tasks));
  // One known by its tasks alone is dated by the first of them that stopped, and so may seem newer
  // than the one that replaced it.
  auto deployments = service.deployments;
  const auto is_told_of = [](const ledger::Deployment& deployment) {
    return deployment.state != ledger::DeploymentState::kUnknown;
  };
  std::stable_partition(deployments.begin(), deployments.end(), is_told_of);
  std::vector<ShownDeployment> shown;
  for (const auto& deployment : deployments) {
    const auto found = std::ranges::find(living, deployment.id, &DeploymentTasks::id);
    if (!shown.empty() && found == living.end()) continue;
    RunsNow runs{.counts = found == living.end() ? TaskCounts{} : found->counts};
    EPITAPH_CHECK(
        add_newest(store, ledger::narrowed(tasks, TaskField::kDeployment, deployment.id), runs));
    shown.push_back({deployment, std::move(runs)});
  }
  return shown;
}

/// Whether the last call that CloudTrail tells of, and that was not refused, deleted the service.
Result<bool> is_deleted(storage::Storage& store, const ledger::Service& service) {
  const auto named = [](const ledger::ServiceEvent& event) {
    return event.name == "DeleteService";
  };
  if (std::ranges::none_of(service.events, named)) return false;
  EPITAPH_TRY(events, ledger::read_service_events(store, service.key));
  Timestamp last = Timestamp::min();
  bool deleted = false;
  for (const auto& event : events) {
    const auto call = ledger::read_api_call(event);
    if (!call || !call->error.empty() || event.time < last) continue;
    last = event.time;
    deleted = call->operation == "DeleteService";
  }
  return deleted;
}

Result<json::object> describe_service(storage::Storage& store, const CalledService& called) {
  EPITAPH_TRY(service, ledger::find_service(store, called.key(), kEventsRead));
  const auto tasks = ledger::narrowed(tasks_of(called.cluster), TaskField::kService, called.name);
  EPITAPH_TRY(counts, count_living(store, tasks));
  EPITAPH_TRY(deployments, shown_deployments(store, service, tasks));
  EPITAPH_TRY(deleted, is_deleted(store, service));

  RunsNow runs{.counts = counts};
  if (!deployments.empty() && !deployments.front().tasks.task_definition.empty()) {
    runs.task_definition = deployments.front().tasks.task_definition;
    runs.launch_type = deployments.front().tasks.launch_type;
  } else {
    EPITAPH_CHECK(add_newest(store, tasks, runs));
  }
  return wire_service(service, called.cluster.arn(), deleted, runs, deployments);
}

aws::Answer handle_describe_services(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(called, called_services(call));
  EPITAPH_CHECK(check_include(call.input, {"TAGS"}));
  json::array services;
  json::array failures;
  for (const auto& one : called) {
    auto service = describe_service(parts.store, one);
    if (service) {
      if (includes(call.input, "TAGS") && !service->contains("tags")) {
        (*service)["tags"] = json::array{};
      }
      services.push_back(*std::move(service));
      continue;
    }
    if (service.error().kind != ErrorKind::kNotFound) return service.error();
    EPITAPH_TRY(known, knows_cluster(parts.store, one.cluster));
    if (!known) return cluster_not_found();
    failures.push_back(missing(ledger::service_arns(one.key()).front()));
  }
  return json::object{{"services", std::move(services)}, {"failures", std::move(failures)}};
}

}  // namespace

aws::Operation describe_services(const EcsServiceParts& parts) {
  return {
      .name = "DescribeServices",
      .input = aws::structure({{"cluster", aws::string()},
                               {"services", aws::list(aws::string())},
                               {"include", aws::list(aws::string())}}),
      .handle = [parts](const aws::Call& call) { return handle_describe_services(parts, call); }};
}

}  // namespace epitaph::ecs
