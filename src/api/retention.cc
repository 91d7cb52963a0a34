#include "api/retention.h"

#include <limits>

#include <fmt/format.h>

#include "api/body.h"
#include "api/json_members.h"
#include "api/page.h"
#include "api/query.h"
#include "ledger/deletions.h"
#include "ledger/retention.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::value days_json(const std::optional<int>& days) {
  return days ? json::value(*days) : json::value();
}

json::object place_json(const ledger::ClusterKey& key) {
  return {{"account", key.scope.account}, {"region", key.scope.region}, {"cluster", key.cluster}};
}

Result<http::Response> show_retention(storage::Storage& store) {
  EPITAPH_TRY(retention, ledger::read_retention(store));
  json::array clusters;
  for (const auto& [cluster, days] : retention.clusters) {
    auto item = place_json(cluster);
    item["days"] = days_json(days);
    clusters.push_back(std::move(item));
  }
  return json_response(json::object{{"defaultDays", days_json(retention.default_days)},
                                    {"clusters", std::move(clusters)}});
}

Result<http::Response> list_deletions(storage::Storage& store) {
  EPITAPH_TRY(deletions, ledger::list_deletions(store));
  json::array items;
  for (const auto& deletion : deletions) {
    auto item = place_json(deletion.cluster);
    item["month"] = deletion.month;
    item["tasks"] = deletion.tasks;
    item["events"] = deletion.events;
    item["retentionDays"] = deletion.retention_days;
    item["firstAt"] = format_rfc3339(deletion.first_at);
    item["lastAt"] = format_rfc3339(deletion.last_at);
    item["stoppedBefore"] = format_rfc3339(deletion.stopped_before);
    items.push_back(std::move(item));
  }
  return json_response(page_json(std::move(items), std::nullopt));
}

Result<ledger::ClusterKey> cluster_named(const http::Request& request, const std::string& name,
                                         const Scope& home) {
  if (const auto arn = parse_arn(name)) {
    if (arn->service != "ecs" || !arn->resource.starts_with("cluster/")) {
      return Error{ErrorKind::kInvalid, fmt::format("{} is no ARN of a cluster", name)};
    }
    return ledger::ClusterKey{{std::string{arn->account}, std::string{arn->region}},
                              std::string{last_segment(name)}};
  }
  auto account = text_parameter(request, "account");
  auto region = text_parameter(request, "region");
  return ledger::ClusterKey{{account.empty() ? home.account : std::move(account),
                             region.empty() ? home.region : std::move(region)},
                            name};
}

Result<std::optional<int>> read_days(const http::Request& request) {
  EPITAPH_TRY(body, read_body(request, {"days"}));
  const auto* days = body.if_contains("days");
  if (days && days->is_null()) return std::optional<int>{};
  if (!days || !days->is_int64() || days->get_int64() > std::numeric_limits<int>::max()) {
    return Error{ErrorKind::kInvalid, "days must be a whole number, or null for ever"};
  }
  return std::optional{static_cast<int>(days->get_int64())};
}

using ClusterOrAll = std::optional<ledger::ClusterKey>;

Result<http::Response> put(const http::Request& request, storage::Storage& store,
                           const ClusterOrAll& cluster) {
  EPITAPH_TRY(days, read_days(request));
  EPITAPH_CHECK(ledger::put_retention(store, cluster, days));
  return show_retention(store);
}

Result<http::Response> take_away(storage::Storage& store, const ClusterOrAll& cluster) {
  EPITAPH_CHECK(ledger::delete_retention(store, cluster));
  return http::Response{.status = 204};
}

void add_of_all(Resources& resources, storage::Storage& store) {
  resources.add({.method = "GET", .path = "/retention", .handle = [&](const auto&, const auto&) {
                   return show_retention(store);
                 }});
  resources.add({.method = "GET",
                 .path = "/retention/deletions",
                 .handle = [&](const auto&, const auto&) { return list_deletions(store); }});
  resources.add({.method = "PUT",
                 .path = "/retention",
                 .handle = [&](const http::Request& request, const auto&) {
                   return put(request, store, std::nullopt);
                 }});
  resources.add({.method = "DELETE", .path = "/retention", .handle = [&](const auto&, const auto&) {
                   return take_away(store, {});
                 }});
}

}  // namespace

void add_retention_resources(Resources& resources, storage::Storage& store, const Scope& home) {
  add_of_all(resources, store);
  using Change = Result<http::Response> (*)(const http::Request&, storage::Storage&,
                                            const ledger::ClusterKey&);
  const auto add = [&](std::string_view method, Change change) {
    resources.add(
        {.method = method,
         .path = "/retention/{cluster}",
         .parameters = {"account", "region"},
         .handle = [&store, home, change](const http::Request& request,
                                          const std::string& name) -> Result<http::Response> {
           EPITAPH_TRY(cluster, cluster_named(request, name, home));
           return change(request, store, cluster);
         }});
  };
  add("PUT", [](const http::Request& request, storage::Storage& all,
                const ledger::ClusterKey& cluster) { return put(request, all, cluster); });
  add("DELETE", [](const http::Request&, storage::Storage& all, const ledger::ClusterKey& cluster) {
    return take_away(all, cluster);
  });
}

}  // namespace epitaph::api
