#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/list_page.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/services.h"

namespace epitaph::ecs {
namespace {

constexpr std::size_t kMaxResultsDefault = 10;

aws::Answer handle_list_services(const EcsServiceParts& parts, const aws::Call& call) {
  if (aws::has(call.input, "schedulingStrategy")) return not_available("schedulingStrategy");
  EPITAPH_TRY(cluster, read_cluster(aws::optional_text(call.input, "cluster"), call.scope));
  EPITAPH_TRY(known, knows_cluster(parts.store, cluster));
  if (!known) return cluster_not_found();

  const auto type = aws::optional_text(call.input, "launchType");
  EPITAPH_TRY(names, type ? service_names(parts.store, cluster, *type)
                          : service_names(parts.store, cluster));
  const auto listing = fmt::format("services {} {}", cluster.arn(), type.value_or(""));
  EPITAPH_TRY(page,
              page_of(call, listing, std::move(names), max_results_of(call, kMaxResultsDefault)));
  boost::json::array arns;
  for (const auto& name : page.keys) {
    arns.emplace_back(ledger::service_arns({cluster.scope, cluster.name, name}).front());
  }
  boost::json::object output{{"serviceArns", std::move(arns)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_services(const EcsServiceParts& parts) {
  return {.name = "ListServices",
          .input = aws::structure(
              {{"cluster", aws::string()},
               {"nextToken", next_token_shape()},
               {"maxResults", max_results_shape()},
               {"launchType",
                aws::string().one_of({"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"})},
               {"schedulingStrategy", aws::string().one_of({"REPLICA", "DAEMON"})}}),
          .handle = [parts](const aws::Call& call) { return handle_list_services(parts, call); }};
}

}  // namespace epitaph::ecs
