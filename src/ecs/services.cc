#include "ecs/services.h"

#include <map>
#include <set>

#include "ecs/task_list.h"
#include "ledger/json_members.h"
#include "ledger/resource_arns.h"

namespace epitaph::ecs {
namespace {

using storage::TaskField;

constexpr std::size_t kSubjectsPerRead = 1000;

Status add_services_by_tasks(storage::Storage& store, const storage::TaskQuery& tasks,
                             std::set<std::string>& names) {
  constexpr TaskField kFields[] = {TaskField::kService};
  EPITAPH_TRY(counted, store.count_tasks(tasks, kFields));
  for (const auto& count : counted.front().counts) names.insert(count.value);
  return Done{};
}

Status add_services_by_events(storage::Storage& store, const std::string& prefix,
                              std::set<std::string>& names) {
  std::string after;
  while (true) {
    EPITAPH_TRY(found, store.list_subjects(prefix, after, kSubjectsPerRead));
    for (const auto& subject : found) names.insert(subject.substr(prefix.size()));
    if (found.size() < kSubjectsPerRead) return Done{};
    after = found.back();
  }
}

std::vector<std::string> in_order(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

/// Under an ARN of the old form lie the events of every cluster's service of that name.
bool is_of(const Event& event, const ClusterAddress& cluster) {
  const auto key = ledger::parse_service_arn(
      event.resources.empty() ? std::string_view{} : std::string_view{event.resources.front()},
      ledger::text_member(ledger::parse_object(event.detail()), "clusterArn"));
  return !key || key->cluster == cluster.name;
}

}  // namespace

storage::TaskQuery tasks_of(const ClusterAddress& cluster, std::string_view service) {
  return narrow(tasks_of(cluster), TaskField::kService, {std::string{service}});
}

Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster) {
  std::set<std::string> names;
  EPITAPH_CHECK(add_services_by_tasks(store, tasks_of(cluster), names));
  EPITAPH_CHECK(
      add_services_by_events(store, cluster.arn_prefix("service") + cluster.name + '/', names));
  return in_order(names);
}

Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view launch_type) {
  std::set<std::string> names;
  EPITAPH_CHECK(add_services_by_tasks(
      store, narrow(tasks_of(cluster), TaskField::kLaunchType, {std::string{launch_type}}), names));
  return in_order(names);
}

Result<bool> knows_service(storage::Storage& store, const ClusterAddress& cluster,
                           std::string_view name) {
  EPITAPH_TRY(tasks, store.count_tasks(tasks_of(cluster, name)));
  if (tasks > 0) return true;
  EPITAPH_TRY(events, read_service_events(store, cluster, name));
  return !events.empty();
}

Result<std::vector<Event>> read_service_events(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view name) {
  std::vector<Event> events;
  const ledger::ServiceKey key{cluster.scope, cluster.name, std::string{name}};
  for (const auto& arn : ledger::service_arns(key)) {
    EPITAPH_TRY(texts, store.read_subject(arn));
    for (const auto& text : texts) {
      EPITAPH_TRY(event, parse_event(text));
      if (is_of(event, cluster)) events.push_back(std::move(event));
    }
  }
  return events;
}

Result<std::vector<DeploymentTasks>> count_by_deployment(storage::Storage& store,
                                                         const storage::TaskQuery& service) {
  constexpr TaskField kFields[] = {TaskField::kDeployment};
  std::map<std::string, TaskCounts> by_id;
  EPITAPH_TRY(running,
              store.count_tasks(narrow(service, TaskField::kLastStatus, {"RUNNING"}), kFields));
  for (const auto& count : running.front().counts) by_id[count.value].running = count.count;
  EPITAPH_TRY(pending, store.count_tasks(
                           narrow(service, TaskField::kLastStatus, pending_statuses()), kFields));
  for (const auto& count : pending.front().counts) by_id[count.value].pending = count.count;

  std::vector<DeploymentTasks> deployments;
  for (const auto& [id, counts] : by_id) deployments.push_back({.id = id, .counts = counts});
  return deployments;
}

}  // namespace epitaph::ecs
