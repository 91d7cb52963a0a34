#include "ecs/clusters.h"

#include <set>

#include "ecs/task_list.h"
#include "ledger/counts.h"
#include "ledger/described_service.h"

namespace epitaph::ecs {
namespace {

using storage::TaskField;

constexpr std::string_view kHomesOfClusters[] = {"service", "container-instance"};

/// Adds the clusters in the ARNs of one resource type, which are `TYPE/CLUSTER/ID` in the new form;
/// the old form does not name them. One read a cluster, however much is in it.
Status add_clusters_of(storage::Storage& store, const std::string& prefix,
                       std::set<std::string>& names) {
  std::string after;
  while (true) {
    EPITAPH_TRY(found, store.list_subjects(prefix, after, 1));
    if (found.empty()) return Done{};
    const std::string& subject = found.front();
    const auto slash = subject.find('/', prefix.size());
    if (slash == std::string::npos) {
      after = subject;
      continue;
    }
    names.insert(subject.substr(prefix.size(), slash - prefix.size()));
    // `0` is what follows `/`: behind all that is in this cluster.
    after = subject.substr(0, slash) + '0';
  }
}

/// Adds the clusters of services that were described.
Status add_clusters_described(storage::Storage& store, const Scope& scope,
                              std::set<std::string>& names) {
  EPITAPH_TRY(described, ledger::list_described_services(store));
  for (const auto& service : described) {
    if (service.key.scope == scope) names.insert(service.key.cluster);
  }
  return Done{};
}

}  // namespace

Result<std::vector<std::string>> cluster_names(storage::Storage& store, const Scope& scope) {
  const ClusterAddress any{
      .partition = std::string{partition_of(scope.region)}, .scope = scope, .name = {}};
  const auto of_account = ledger::narrowed({.where = {}, .text = {}, .stopped_only = false},
                                           TaskField::kAccount, scope.account);
  EPITAPH_TRY(counts, ledger::count_by(
                          store, ledger::narrowed(of_account, TaskField::kRegion, scope.region),
                          TaskField::kCluster));
  std::set<std::string> names;
  for (const auto& count : counts) names.insert(count.value);
  for (const auto type : kHomesOfClusters) {
    EPITAPH_CHECK(add_clusters_of(store, any.arn_prefix(type), names));
  }
  EPITAPH_CHECK(add_clusters_described(store, scope, names));
  return std::vector<std::string>(names.begin(), names.end());
}

Result<bool> knows_cluster(storage::Storage& store, const ClusterAddress& cluster) {
  for (const auto type : kHomesOfClusters) {
    EPITAPH_TRY(found, store.list_subjects(cluster.arn_prefix(type) + cluster.name + '/', {}, 1));
    if (!found.empty()) return true;
  }
  EPITAPH_TRY(tasks, store.count_tasks(tasks_of(cluster)));
  if (tasks > 0) return true;
  std::set<std::string> described;
  EPITAPH_CHECK(add_clusters_described(store, cluster.scope, described));
  return described.contains(cluster.name);
}

const std::vector<std::string>& pending_statuses() {
  static const std::vector<std::string> kStatuses = {"PROVISIONING", "PENDING", "ACTIVATING"};
  return kStatuses;
}

Result<TaskCounts> count_living(storage::Storage& store, const storage::TaskQuery& query) {
  EPITAPH_TRY(running,
              store.count_tasks(ledger::narrowed(query, TaskField::kLastStatus, "RUNNING")));
  EPITAPH_TRY(pending,
              store.count_tasks(any_of(query, TaskField::kLastStatus, pending_statuses())));
  return TaskCounts{.running = running, .pending = pending};
}

}  // namespace epitaph::ecs
