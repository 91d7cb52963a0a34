#include "api/services.h"

#include <algorithm>

#include "api/json_members.h"
#include "api/page.h"
#include "api/service_choice.h"
#include "ledger/services.h"
#include "model/event.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

/// A service is put together from several reads.
constexpr std::size_t kServicesMax = 200;
constexpr std::size_t kEventsShown = 100;

json::object deployment_json(const ledger::Deployment& deployment) {
  return {{"id", deployment.id},
          {"state", to_string(deployment.state)},
          {"startedAt", time_or_null(deployment.started_at)},
          {"endedAt", time_or_null(deployment.ended_at)},
          {"reason", text_or_null(deployment.reason)},
          {"rolledBackTo", text_or_null(deployment.rolled_back_to)},
          {"replacedBy", text_or_null(deployment.replaced_by)},
          {"tasks", deployment.tasks}};
}

json::object key_json(const ledger::ServiceKey& key) {
  return {{"service", key.service},
          {"cluster", key.cluster},
          {"account", key.scope.account},
          {"region", key.scope.region}};
}

json::object service_json(const ledger::Service& service) {
  auto out = key_json(service.key);
  const auto& desired = service.desired;
  out["arn"] = service.arn;
  out["desiredCount"] = desired ? json::value(desired->count) : json::value();
  out["desiredSince"] = desired ? json::value(format_rfc3339(desired->since)) : json::value();
  out["runningCount"] = service.running;
  out["stoppedTasks"] = service.stopped;
  out["deployment"] = service.deployments.empty()
                          ? json::value()
                          : json::value(deployment_json(service.deployments.front()));
  return out;
}

json::object event_json(const ledger::ServiceEvent& event) {
  json::object out{{"time", format_rfc3339(event.at)},
                   {"type", text_or_null(event.type)},
                   {"name", event.name},
                   {"text", text_or_null(event.text)},
                   {"deployment", text_or_null(event.deployment)},
                   {"eventId", event.event_id}};
  out["desiredCount"] = event.desired_count ? json::value(*event.desired_count) : json::value();
  out["tasks"] = json::array(event.tasks.begin(), event.tasks.end());
  return out;
}

json::value described_json(const ledger::Service& service) {
  if (!service.described) return nullptr;
  auto value = json::parse(service.described->json, {}, {.max_depth = kEventDepthMax});
  mask_secrets(value);
  return value;
}

json::object service_page_json(const ledger::Service& service) {
  auto out = service_json(service);
  json::array deployments;
  for (const auto& deployment : service.deployments) {
    deployments.push_back(deployment_json(deployment));
  }
  json::array events;
  for (const auto& event : service.events) events.push_back(event_json(event));
  out["deployments"] = std::move(deployments);
  out["events"] = std::move(events);
  out["described"] = described_json(service);
  return out;
}

/// Which services a page is about: those behind its cursor.
struct ServiceWalk {
  std::vector<ledger::ServiceKey> keys;
  std::size_t limit = 0;
};

Result<ServiceWalk> read_walk(const http::Request& request, storage::Storage& store) {
  EPITAPH_TRY(limit, limit_parameter(request, kPageStandard, kServicesMax));
  EPITAPH_TRY(after, cursor_parameter(request));
  EPITAPH_TRY(keys, choose_services(store, read_place_filter(request)));
  const auto is_behind = [&](const auto& key) { return text_of(key) <= after->name; };
  if (after) std::erase_if(keys, is_behind);
  return ServiceWalk{std::move(keys), limit};
}

/// A page that is full, with more services to come, goes on behind the last that it shows.
std::optional<Cursor> next_of(const ServiceWalk& walk, std::size_t shown) {
  if (shown == walk.keys.size()) return std::nullopt;
  return Cursor{0, text_of(walk.keys[shown - 1])};
}

Result<http::Response> list_services(const http::Request& request, storage::Storage& store) {
  EPITAPH_TRY(walk, read_walk(request, store));
  json::array items;
  for (const auto& key : walk.keys) {
    if (items.size() == walk.limit) break;
    EPITAPH_TRY(service, ledger::find_service(store, key, 0));
    items.push_back(service_json(service));
  }
  const auto shown = items.size();
  return json_response(page_json(std::move(items), next_of(walk, shown)));
}

Result<http::Response> list_deployments(const http::Request& request, storage::Storage& store) {
  EPITAPH_TRY(walk, read_walk(request, store));
  json::array items;
  std::size_t shown = 0;
  for (const auto& key : walk.keys) {
    if (items.size() >= walk.limit) break;
    EPITAPH_TRY(deployments, ledger::list_deployments(store, key));
    for (const auto& deployment : deployments) {
      auto item = key_json(key);
      for (const auto& member : deployment_json(deployment)) item.insert(member);
      items.push_back(std::move(item));
    }
    ++shown;
  }
  return json_response(page_json(std::move(items), next_of(walk, shown)));
}

Result<http::Response> show_service(const std::string& name, storage::Storage& store) {
  EPITAPH_TRY(key, find_service_key(store, name));
  EPITAPH_TRY(service, ledger::find_service(store, key, kEventsShown));
  return json_response(service_page_json(service));
}

}  // namespace

void add_service_resources(Resources& resources, storage::Storage& store) {
  const std::vector<std::string_view> parameters = {"account", "region", "cluster",
                                                    "service", "limit",  "cursor"};
  resources.add({.method = "GET",
                 .path = "/services",
                 .parameters = parameters,
                 .handle = [&](const http::Request& request, const std::string&) {
                   return list_services(request, store);
                 }});
  resources.add({.method = "GET",
                 .path = "/services/{service}",
                 .handle = [&](const http::Request&, const std::string& name) {
                   return show_service(name, store);
                 }});
  resources.add({.method = "GET",
                 .path = "/deployments",
                 .parameters = parameters,
                 .handle = [&](const http::Request& request, const std::string&) {
                   return list_deployments(request, store);
                 }});
}

}  // namespace epitaph::api
