#include "aws/input.h"
#include "ecs/clusters.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/services.h"
#include "ecs/task_list.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::size_t kClustersMax = 100;

aws::Outcome<std::vector<ClusterAddress>> called_clusters(const aws::Call& call) {
  const auto& given = aws::items(call.input, "clusters");
  if (given.size() > kClustersMax) {
    return aws::invalid_parameter("clusters can have at most 100 items.");
  }
  std::vector<ClusterAddress> clusters;
  for (const auto& item : given) {
    EPITAPH_TRY(cluster, read_cluster(item.as_string(), call.scope));
    clusters.push_back(std::move(cluster));
  }
  if (clusters.empty()) {
    EPITAPH_TRY(usual, read_cluster(std::nullopt, call.scope));
    clusters.push_back(std::move(usual));
  }
  return clusters;
}

/// No member stands here that the record has nothing to say on (container instances, settings).
Result<json::object> describe_cluster(storage::Storage& store, const ClusterAddress& cluster) {
  EPITAPH_TRY(counts, count_living(store, tasks_of(cluster)));
  EPITAPH_TRY(services, service_names(store, cluster));
  return json::object{{"clusterArn", cluster.arn()},
                      {"clusterName", cluster.name},
                      {"status", "ACTIVE"},
                      {"runningTasksCount", counts.running},
                      {"pendingTasksCount", counts.pending},
                      {"activeServicesCount", services.size()},
                      {"statistics", json::array{}},
                      {"tags", json::array{}},
                      {"settings", json::array{}},
                      {"capacityProviders", json::array{}},
                      {"defaultCapacityProviderStrategy", json::array{}}};
}

aws::Answer handle_describe_clusters(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_include(call.input,
                              {"ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"}));
  EPITAPH_TRY(called, called_clusters(call));
  json::array clusters;
  json::array failures;
  for (const auto& cluster : called) {
    EPITAPH_TRY(known, knows_cluster(parts.store, cluster));
    if (!known) {
      failures.push_back(missing(cluster.arn()));
      continue;
    }
    EPITAPH_TRY(described, describe_cluster(parts.store, cluster));
    clusters.push_back(std::move(described));
  }
  return json::object{{"clusters", std::move(clusters)}, {"failures", std::move(failures)}};
}

}  // namespace

aws::Operation describe_clusters(const EcsServiceParts& parts) {
  return {
      .name = "DescribeClusters",
      .input = aws::structure(
          {{"clusters", aws::list(aws::string())}, {"include", aws::list(aws::string())}}),
      .handle = [parts](const aws::Call& call) { return handle_describe_clusters(parts, call); }};
}

}  // namespace epitaph::ecs
