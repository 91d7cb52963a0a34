#include "ledger/clusters.h"

#include <algorithm>

#include "ledger/counts.h"

namespace epitaph::ledger {

using storage::TaskField;

/// A count is of one field, so that names are told apart by asking account by account, and region
/// by region in each.
Result<std::vector<Cluster>> list_clusters(storage::Storage& store,
                                           const TaskSelection& selection) {
  const auto meant = to_query(selection);
  std::vector<Cluster> clusters;
  EPITAPH_TRY(accounts, count_by(store, meant, TaskField::kAccount));
  for (const auto& account : accounts) {
    const auto of_account = narrowed(meant, TaskField::kAccount, account.value);
    EPITAPH_TRY(regions, count_by(store, of_account, TaskField::kRegion));
    for (const auto& region : regions) {
      const auto of_region = narrowed(of_account, TaskField::kRegion, region.value);
      EPITAPH_TRY(names, count_by(store, of_region, TaskField::kCluster));
      for (const auto& name : names) {
        clusters.push_back(
            {{{account.value, region.value}, name.value}, name.count, name.first, name.last});
      }
    }
  }
  std::ranges::sort(clusters, {}, &Cluster::key);
  return clusters;
}

Result<std::vector<ServiceTasks>> list_services(storage::Storage& store,
                                                const TaskSelection& selection) {
  const auto meant = to_query(selection);
  std::vector<ServiceTasks> services;
  EPITAPH_TRY(clusters, list_clusters(store, selection));
  for (const auto& cluster : clusters) {
    EPITAPH_TRY(names, count_by(store, narrowed(meant, cluster.key), TaskField::kService));
    for (const auto& name : names) {
      services.push_back({{cluster.key.scope, cluster.key.cluster, name.value},
                          name.count,
                          name.first,
                          name.last});
    }
  }
  std::ranges::sort(services, {}, &ServiceTasks::key);
  return services;
}

}  // namespace epitaph::ledger
