#include "ecs/services.h"

#include <map>
#include <set>

#include "ecs/task_list.h"
#include "ledger/counts.h"
#include "ledger/described_service.h"

namespace epitaph::ecs {
namespace {

using storage::TaskField;

constexpr std::size_t kSubjectsPerRead = 1000;

Status add_by_tasks(storage::Storage& store, const storage::TaskQuery& tasks,
                    std::set<std::string>& names) {
  EPITAPH_TRY(counts, ledger::count_by(store, tasks, TaskField::kService));
  for (const auto& count : counts) names.insert(count.value);
  return Done{};
}

Status add_by_events(storage::Storage& store, const std::string& prefix,
                     std::set<std::string>& names) {
  std::string after;
  while (true) {
    EPITAPH_TRY(found, store.list_subjects(prefix, after, kSubjectsPerRead));
    for (const auto& subject : found) names.insert(subject.substr(prefix.size()));
    if (found.size() < kSubjectsPerRead) return Done{};
    after = found.back();
  }
}

Status add_by_descriptions(storage::Storage& store, const ClusterAddress& cluster,
                           std::set<std::string>& names) {
  EPITAPH_TRY(described, ledger::list_described_services(store));
  for (const auto& service : described) {
    if (service.key.scope == cluster.scope && service.key.cluster == cluster.name) {
      names.insert(service.key.service);
    }
  }
  return Done{};
}

std::vector<std::string> in_order(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster) {
  std::set<std::string> names;
  EPITAPH_CHECK(add_by_tasks(store, tasks_of(cluster), names));
  EPITAPH_CHECK(add_by_events(store, cluster.arn_prefix("service") + cluster.name + '/', names));
  EPITAPH_CHECK(add_by_descriptions(store, cluster, names));
  return in_order(names);
}

Result<std::vector<std::string>> service_names(storage::Storage& store,
                                               const ClusterAddress& cluster,
                                               std::string_view launch_type) {
  std::set<std::string> names;
  EPITAPH_CHECK(add_by_tasks(
      store, ledger::narrowed(tasks_of(cluster), TaskField::kLaunchType, std::string{launch_type}),
      names));
  return in_order(names);
}

Result<std::vector<DeploymentTasks>> count_by_deployment(storage::Storage& store,
                                                         const storage::TaskQuery& service) {
  std::map<std::string, TaskCounts> by_id;
  EPITAPH_TRY(running,
              ledger::count_by(store, ledger::narrowed(service, TaskField::kLastStatus, "RUNNING"),
                               TaskField::kDeployment));
  for (const auto& count : running) by_id[count.value].running = count.count;
  EPITAPH_TRY(pending,
              ledger::count_by(store, any_of(service, TaskField::kLastStatus, pending_statuses()),
                               TaskField::kDeployment));
  for (const auto& count : pending) by_id[count.value].pending = count.count;

  std::vector<DeploymentTasks> deployments;
  for (const auto& [id, counts] : by_id) deployments.push_back({.id = id, .counts = counts});
  return deployments;
}

}  // namespace epitaph::ecs
