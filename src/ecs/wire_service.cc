#include "ecs/wire_service.h"

#include <algorithm>

#include <boost/json.hpp>

#include "aws/input.h"
#include "ecs/service_message.h"
#include "ledger/json_members.h"
#include "model/task_time.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::size_t kEventsMax = 100;

/// Whatever wrote the answer down may have written its times as text.
void make_times_numbers(json::value& value) {
  if (value.is_array()) {
    for (auto& item : value.get_array()) make_times_numbers(item);
  }
  if (!value.is_object()) return;
  for (auto& member : value.get_object()) {
    const bool is_time = member.key() == "createdAt" || member.key() == "updatedAt";
    const auto time = is_time ? task_time(member.value()) : std::nullopt;
    if (time) member.value() = aws::epoch_seconds(*time);
    make_times_numbers(member.value());
  }
}

json::object described_base(const ledger::Service& service) {
  json::value base = json::object{};
  if (service.described) base = ledger::parse_object(service.described->json);
  make_times_numbers(base);
  return base.get_object();
}

std::string_view rollout_state(ledger::DeploymentState state) {
  switch (state) {
    case ledger::DeploymentState::kInProgress:
      return "IN_PROGRESS";
    case ledger::DeploymentState::kCompleted:
      return "COMPLETED";
    case ledger::DeploymentState::kFailed:
      return "FAILED";
    case ledger::DeploymentState::kUnknown:
      break;
  }
  return {};
}

void set_if_known(json::object& object, std::string_view member, std::string_view text) {
  if (!text.empty()) object[member] = text;
}

json::object wire_deployment(const ShownDeployment& shown, bool primary) {
  const auto& told = shown.deployment;
  json::object deployment{{"id", told.id}, {"status", primary ? "PRIMARY" : "ACTIVE"}};
  set_if_known(deployment, "taskDefinition", shown.tasks.task_definition);
  deployment["pendingCount"] = shown.tasks.counts.pending;
  deployment["runningCount"] = shown.tasks.counts.running;
  set_if_known(deployment, "launchType", shown.tasks.launch_type);
  const auto state = rollout_state(told.state);
  if (state.empty()) return deployment;  // its tasks alone are known, and not when it began
  deployment["createdAt"] = aws::epoch_seconds(*told.started_at);
  deployment["updatedAt"] = aws::epoch_seconds(told.ended_at.value_or(*told.started_at));
  deployment["rolloutState"] = state;
  set_if_known(deployment, "rolloutStateReason", told.reason);
  return deployment;
}

json::array wire_deployments(const std::vector<ShownDeployment>& deployments,
                             const std::optional<ledger::DesiredCount>& desired) {
  json::array list;
  for (const auto& shown : deployments) {
    auto& deployment = list.emplace_back(wire_deployment(shown, list.empty())).as_object();
    if (list.size() == 1 && desired) deployment["desiredCount"] = desired->count;
  }
  return list;
}

json::array wire_events(const ledger::Service& service, json::object& base) {
  json::array events;
  for (const auto& event : service.events) {
    if (service.described && event.at <= service.described->described_at) continue;
    const auto message = service_message(event, service.key.service);
    if (message.empty()) continue;
    events.push_back({{"id", event.event_id},
                      {"createdAt", aws::epoch_seconds(event.at)},
                      {"message", message}});
  }
  const auto* older = base.if_contains("events");
  if (older != nullptr && older->is_array()) {
    events.insert(events.end(), older->get_array().begin(), older->get_array().end());
  }
  events.resize(std::min(events.size(), kEventsMax));
  return events;
}

}  // namespace

json::object wire_service(const ledger::Service& service, std::string_view cluster_arn,
                          bool deleted, const RunsNow& tasks,
                          const std::vector<ShownDeployment>& deployments) {
  auto wire = described_base(service);
  const std::string described = ledger::text_member(wire, "status");
  wire["serviceArn"] = service.arn;
  wire["serviceName"] = service.key.service;
  set_if_known(wire, "clusterArn", cluster_arn);
  wire["status"] = deleted ? "INACTIVE" : described.empty() ? "ACTIVE" : described;
  if (service.desired) wire["desiredCount"] = service.desired->count;
  const bool tasks_known = !tasks.task_definition.empty() || !deployments.empty();
  if (tasks_known || !wire.contains("runningCount")) {
    wire["runningCount"] = tasks.counts.running;
    wire["pendingCount"] = tasks.counts.pending;
  }
  set_if_known(wire, "launchType", tasks.launch_type);
  set_if_known(wire, "taskDefinition", tasks.task_definition);
  if (!deployments.empty() || !wire.contains("deployments")) {
    wire["deployments"] = wire_deployments(deployments, service.desired);
  }
  wire["events"] = wire_events(service, wire);
  return wire;
}

}  // namespace epitaph::ecs
