#include "aws/input.h"
#include "ecs/clusters.h"
#include "ecs/list_page.h"
#include "ecs/operations/operations.h"

namespace epitaph::ecs {
namespace {

aws::Answer handle_list_clusters(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(names, cluster_names(parts.store, call.scope));
  EPITAPH_TRY(page, page_of(call, "clusters", std::move(names), max_results_of(call)));
  boost::json::array arns;
  for (const auto& name : page.keys) {
    EPITAPH_TRY(cluster, read_cluster(name, call.scope));
    arns.emplace_back(cluster.arn());
  }
  boost::json::object output{{"clusterArns", std::move(arns)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_clusters(const EcsServiceParts& parts) {
  return {.name = "ListClusters",
          .input = aws::structure(
              {{"nextToken", next_token_shape()}, {"maxResults", max_results_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_list_clusters(parts, call); }};
}

}  // namespace epitaph::ecs
