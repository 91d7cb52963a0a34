#include "ledger/counts.h"

namespace epitaph::ledger {

using storage::TaskField;

Result<std::vector<storage::TaskCount>> count_by(storage::Storage& store,
                                                 const storage::TaskQuery& query, TaskField field) {
  EPITAPH_TRY(counted, store.count_tasks(query, {&field, 1}));
  return std::move(counted.front().counts);
}

storage::TaskQuery narrowed(storage::TaskQuery query, TaskField field, std::string value) {
  query.where.push_back({field, {std::move(value)}});
  return query;
}

storage::TaskQuery narrowed(storage::TaskQuery query, const ClusterKey& key) {
  query.where.push_back({TaskField::kAccount, {key.scope.account}});
  query.where.push_back({TaskField::kRegion, {key.scope.region}});
  query.where.push_back({TaskField::kCluster, {key.cluster}});
  return query;
}

storage::TaskQuery narrowed(storage::TaskQuery query, const ServiceKey& key) {
  return narrowed(narrowed(std::move(query), ClusterKey{key.scope, key.cluster}),
                  TaskField::kService, key.service);
}

}  // namespace epitaph::ledger
