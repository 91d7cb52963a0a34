#include "ecs/service_wording.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ledger/json_members.h"
#include "model/arn.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

using Wording = std::string (*)(const json::object& detail);

std::string reason_after(std::string_view text, const json::object& detail) {
  const auto reason = ledger::text_member(detail, "reason");
  return reason.empty() ? fmt::format("{}.", text) : fmt::format("{}. Reason: {}.", text, reason);
}

std::string tasks_stopped(const json::object& detail) {
  std::vector<std::string> tasks;
  for (const auto& arn : ledger::texts_member(detail, "taskArns")) {
    tasks.push_back(fmt::format("(task {})", last_segment(arn)));
  }
  return fmt::format("has stopped {} running tasks: {}.", tasks.size(), fmt::join(tasks, " "));
}

std::string deployment(std::string_view outcome, const json::object& detail) {
  const auto id = ledger::text_member(detail, "deploymentId");
  return id.empty() ? fmt::format("deployment {}.", outcome)
                    : fmt::format("(deployment {}) deployment {}.", id, outcome);
}

struct KnownEvent {
  std::string_view name;
  Wording wording;
};

constexpr KnownEvent kKnownEvents[] = {
    {"SERVICE_STEADY_STATE",
     [](const json::object&) { return std::string{"has reached a steady state."}; }},
    {"SERVICE_TASK_START_IMPAIRED",
     [](const json::object&) {
       return std::string{"is unable to consistently start tasks successfully."};
     }},
    {"SERVICE_TASK_PLACEMENT_FAILURE",
     [](const json::object& detail) { return reason_after("was unable to place a task", detail); }},
    {"SERVICE_TASK_CONFIGURATION_FAILURE",
     [](const json::object& detail) { return reason_after("failed to launch a task", detail); }},
    {"SERVICE_DESIRED_COUNT_UPDATED",
     [](const json::object& detail) {
       return fmt::format("has a desired count of {}.",
                          ledger::integer_member(detail, "desiredCount").value_or(0));
     }},
    {"TASKS_STOPPED", tasks_stopped},
    {"SERVICE_DEPLOYMENT_COMPLETED",
     [](const json::object& detail) { return deployment("completed", detail); }},
    {"SERVICE_DEPLOYMENT_FAILED",
     [](const json::object& detail) {
       const auto reason = ledger::text_member(detail, "reason");
       return deployment(reason.empty() ? "failed" : fmt::format("failed: {}", reason), detail);
     }},
};

}  // namespace

std::string service_message(const json::object& detail, std::string_view service) {
  const auto name = ledger::text_member(detail, "eventName");
  if (name == "SERVICE_DEPLOYMENT_IN_PROGRESS") return {};
  const auto known = std::ranges::find(kKnownEvents, name, &KnownEvent::name);
  const auto said =
      known != std::end(kKnownEvents) ? known->wording(detail) : reason_after(name, detail);
  return fmt::format("(service {}) {}", service, said);
}

}  // namespace epitaph::ecs
