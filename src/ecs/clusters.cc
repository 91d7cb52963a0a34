#include "ecs/clusters.h"

#include <set>

#include "ecs/task_list.h"

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

}  // namespace

Result<std::vector<std::string>> cluster_names(storage::Storage& store, const Scope& scope) {
  const ClusterAddress any{
      .partition = std::string{partition_of(scope.region)}, .scope = scope, .name = {}};
  const storage::TaskQuery tasks{
      .where = {{TaskField::kAccount, {scope.account}}, {TaskField::kRegion, {scope.region}}},
      .text = {},
      .stopped_only = false};
  constexpr TaskField kFields[] = {TaskField::kCluster};
  EPITAPH_TRY(counted, store.count_tasks(tasks, kFields));

  std::set<std::string> names;
  for (const auto& count : counted.front().counts) names.insert(count.value);
  for (const auto type : kHomesOfClusters) {
    EPITAPH_CHECK(add_clusters_of(store, any.arn_prefix(type), names));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

Result<bool> knows_cluster(storage::Storage& store, const ClusterAddress& cluster) {
  for (const auto type : kHomesOfClusters) {
    EPITAPH_TRY(found, store.list_subjects(cluster.arn_prefix(type) + cluster.name + '/', {}, 1));
    if (!found.empty()) return true;
  }
  EPITAPH_TRY(tasks, store.count_tasks(tasks_of(cluster)));
  return tasks > 0;
}

const std::vector<std::string>& pending_statuses() {
  static const std::vector<std::string> kStatuses = {"PROVISIONING", "PENDING", "ACTIVATING"};
  return kStatuses;
}

Result<TaskCounts> count_living(storage::Storage& store, const storage::TaskQuery& query) {
  EPITAPH_TRY(running, store.count_tasks(narrow(query, TaskField::kLastStatus, {"RUNNING"})));
  EPITAPH_TRY(pending,
              store.count_tasks(narrow(query, TaskField::kLastStatus, pending_statuses())));
  return TaskCounts{.running = running, .pending = pending};
}

}  // namespace epitaph::ecs
