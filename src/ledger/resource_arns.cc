#include "ledger/resource_arns.h"

#include <fmt/format.h>

namespace epitaph::ledger {

std::optional<ServiceKey> parse_service_arn(std::string_view arn, std::string_view cluster_arn) {
  constexpr std::string_view kService = "service/";
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "ecs" || !parts->resource.starts_with(kService)) {
    return std::nullopt;
  }
  const auto path = parts->resource.substr(kService.size());
  const auto slash = path.find('/');
  const bool has_cluster = slash != std::string_view::npos;
  return ServiceKey{
      .scope = {std::string{parts->account}, std::string{parts->region}},
      .cluster = std::string{has_cluster ? path.substr(0, slash) : last_segment(cluster_arn)},
      .service = std::string{has_cluster ? path.substr(slash + 1) : path}};
}

std::vector<std::string> service_arns(const ServiceKey& key) {
  const auto begin = fmt::format("arn:{}:ecs:{}:{}:service/", partition_of(key.scope.region),
                                 key.scope.region, key.scope.account);
  return {begin + key.cluster + "/" + key.service, begin + key.service};
}

std::string resolve_arn(const CallPlace& place, std::string_view kind, std::string_view named) {
  if (parse_arn(named)) return std::string{named};
  return fmt::format("arn:{}:ecs:{}:{}:{}/{}/{}", place.partition, place.scope.region,
                     place.scope.account, kind, place.cluster, last_segment(named));
}

}  // namespace epitaph::ledger
