#include "ecs/service_events.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/service_wording.h"
#include "ledger/api_call.h"
#include "ledger/json_members.h"
#include "ledger/subject.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

/// When it happened: events of services carry their own time, finer than the envelope's.
Timestamp happened_at(const Event& event, const json::object& detail) {
  for (const auto* member : {"createdAt", "updatedAt"}) {
    if (const auto time = ledger::time_member(detail, member)) return *time;
  }
  return event.time;
}

/// `FAILED` of `SERVICE_DEPLOYMENT_FAILED`; else empty.
std::string_view rollout_state(std::string_view event_name) {
  constexpr std::string_view kPrefix = "SERVICE_DEPLOYMENT_";
  return event_name.starts_with(kPrefix) ? event_name.substr(kPrefix.size()) : std::string_view{};
}

void take(Deployment& deployment, const Event& event, const json::object& detail) {
  const auto time = happened_at(event, detail);
  const bool first = deployment.id.empty();
  deployment.id = ledger::text_member(detail, "deploymentId");
  deployment.created_at = first ? time : std::min(deployment.created_at, time);
  if (!first && time < deployment.updated_at) return;
  deployment.updated_at = time;
  deployment.rollout_state = rollout_state(ledger::text_member(detail, "eventName"));
  deployment.reason = ledger::text_member(detail, "reason");
}

}  // namespace

std::vector<Deployment> read_deployments(std::span<const Event> events) {
  std::map<std::string, Deployment> by_id;
  for (const auto& event : events) {
    if (event.detail_type != ledger::kDeploymentStateChange) continue;
    const auto detail = ledger::parse_object(event.detail());
    const auto id = ledger::text_member(detail, "deploymentId");
    if (!id.empty()) take(by_id[id], event, detail);
  }
  std::vector<Deployment> deployments;
  for (auto& [id, deployment] : by_id) deployments.push_back(std::move(deployment));
  std::ranges::stable_sort(deployments, std::ranges::greater{}, &Deployment::created_at);
  return deployments;
}

std::optional<std::int64_t> read_desired_count(std::span<const Event> events) {
  std::optional<std::pair<Timestamp, std::int64_t>> last;
  for (const auto& event : events) {
    if (event.detail_type != ledger::kServiceAction) continue;
    const auto detail = ledger::parse_object(event.detail());
    const auto count = ledger::integer_member(detail, "desiredCount");
    if (!count) continue;
    const std::pair told{happened_at(event, detail), *count};
    if (!last || *last < told) last = told;
  }
  return last ? std::optional{last->second} : std::nullopt;
}

bool is_deleted(std::span<const Event> events) {
  Timestamp last = Timestamp::min();
  bool deleted = false;
  for (const auto& event : events) {
    const auto call = ledger::read_api_call(event);
    if (!call || !call->error.empty() || event.time < last) continue;
    last = event.time;
    deleted = call->operation == "DeleteService";
  }
  return deleted;
}

std::optional<json::object> service_event(const Event& event, std::string_view service) {
  const bool of_deployment = event.detail_type == ledger::kDeploymentStateChange;
  if (!of_deployment && event.detail_type != ledger::kServiceAction) return std::nullopt;
  const auto detail = ledger::parse_object(event.detail());
  const auto message = service_message(detail, service);
  if (message.empty()) return std::nullopt;
  return json::object{{"id", event.id},
                      {"createdAt", aws::epoch_seconds(happened_at(event, detail))},
                      {"message", message}};
}

json::array service_events(std::span<const Event> events, std::string_view service,
                           std::size_t limit) {
  std::vector<json::object> items;
  for (const auto& event : events) {
    if (auto item = service_event(event, service)) items.push_back(*std::move(item));
  }
  const auto place = [](const json::object& item) {
    return std::pair{item.at("createdAt").as_double(), std::string{item.at("id").as_string()}};
  };
  std::ranges::sort(items, std::ranges::greater{}, place);
  const auto repeats = std::ranges::unique(items, {}, place);
  items.erase(repeats.begin(), repeats.end());
  if (items.size() > limit) items.resize(limit);
  json::array newest;
  for (auto& item : items) newest.push_back(std::move(item));
  return newest;
}

}  // namespace epitaph::ecs
