#include "api/service_choice.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/query.h"
#include "ledger/clusters.h"
#include "ledger/described_service.h"
#include "model/arn.h"

namespace epitaph::api {
namespace {

std::vector<std::string> names_parameter(const http::Request& request, std::string_view name) {
  std::vector<std::string> names;
  const auto text = text_parameter(request, name);
  for (std::string_view rest = text; !rest.empty();) {
    const auto item = rest.substr(0, rest.find(','));
    if (!item.empty()) names.emplace_back(last_segment(item));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
  }
  return names;
}

bool is_among(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

Error ambiguous(const std::string& name, const std::vector<ledger::ServiceKey>& keys) {
  std::string places;
  for (const auto& key : keys) {
    places +=
        fmt::format("{}{} in {}", places.empty() ? "" : ", ", key.scope.account, key.scope.region);
  }
  return {ErrorKind::kConflict,
          fmt::format("{} is there {} times, give its ARN: {}", name, keys.size(), places)};
}

}  // namespace

bool PlaceFilter::accepts(const Scope& scope, std::string_view cluster,
                          std::string_view service) const {
  return is_among(accounts, scope.account) && is_among(regions, scope.region) &&
         is_among(clusters, cluster) && is_among(services, service);
}

PlaceFilter read_place_filter(const http::Request& request) {
  return {.accounts = names_parameter(request, "account"),
          .regions = names_parameter(request, "region"),
          .clusters = names_parameter(request, "cluster"),
          .services = names_parameter(request, "service")};
}

Result<std::vector<ledger::ServiceKey>> choose_services(storage::Storage& store,
                                                        const PlaceFilter& filter) {
  EPITAPH_TRY(by_tasks, ledger::list_services(store, {.stopped_only = false}));
  EPITAPH_TRY(described, ledger::list_described_services(store));
  std::vector<ledger::ServiceKey> keys;
  const auto add = [&](const ledger::ServiceKey& key) {
    if (filter.accepts(key.scope, key.cluster, key.service)) keys.push_back(key);
  };
  for (const auto& service : by_tasks) add(service.key);
  for (const auto& service : described) add(service.key);
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Result<ledger::ServiceKey> find_service_key(storage::Storage& store, const std::string& name) {
  if (const auto key = ledger::parse_service_arn(name, "")) return *key;
  const auto slash = name.find('/');
  if (slash == std::string::npos || name.starts_with("arn:")) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("a service is named by its ARN or as CLUSTER/SERVICE, not {}", name)};
  }
  EPITAPH_TRY(keys, choose_services(store, {.clusters = {name.substr(0, slash)},
                                            .services = {name.substr(slash + 1)}}));
  if (keys.empty()) {
    return Error{ErrorKind::kNotFound, fmt::format("no service {} is known", name)};
  }
  if (keys.size() > 1) return ambiguous(name, keys);
  return keys.front();
}

std::string text_of(const ledger::ServiceKey& key) {
  return fmt::format("{}/{}/{}/{}", key.scope.account, key.scope.region, key.cluster, key.service);
}

}  // namespace epitaph::api
