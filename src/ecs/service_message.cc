#include "ecs/service_message.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/arn.h"

namespace epitaph::ecs {
namespace {

using Event = ledger::ServiceEvent;
using Wording = std::string (*)(const Event& event);

std::string with_reason(std::string_view text, const Event& event) {
  return event.text.empty() ? fmt::format("{}.", text)
                            : fmt::format("{}. Reason: {}.", text, event.text);
}

std::string tasks_stopped(const Event& event) {
  std::vector<std::string> tasks;
  for (const auto& arn : event.tasks) tasks.push_back(fmt::format("(task {})", last_segment(arn)));
  return fmt::format("has stopped {} running tasks: {}.", tasks.size(), fmt::join(tasks, " "));
}

std::string deployment(std::string_view outcome, const Event& event) {
  return event.deployment.empty()
             ? fmt::format("deployment {}.", outcome)
             : fmt::format("(deployment {}) deployment {}.", event.deployment, outcome);
}

std::string deployment_failed(const Event& event) {
  return deployment(event.text.empty() ? "failed" : fmt::format("failed: {}", event.text), event);
}

struct KnownEvent {
  std::string_view name;
  Wording wording;
};

constexpr KnownEvent kKnownEvents[] = {
    {"SERVICE_STEADY_STATE",
     [](const Event&) { return std::string{"has reached a steady state."}; }},
    {"SERVICE_TASK_START_IMPAIRED",
     [](const Event&) {
       return std::string{"is unable to consistently start tasks successfully."};
     }},
    {"SERVICE_TASK_PLACEMENT_FAILURE",
     [](const Event& event) { return with_reason("was unable to place a task", event); }},
    {"SERVICE_TASK_CONFIGURATION_FAILURE",
     [](const Event& event) { return with_reason("failed to launch a task", event); }},
    {"SERVICE_DESIRED_COUNT_UPDATED",
     [](const Event& event) {
       return fmt::format("has a desired count of {}.", event.desired_count.value_or(0));
     }},
    {"TASKS_STOPPED", tasks_stopped},
    {"SERVICE_DEPLOYMENT_COMPLETED",
     [](const Event& event) { return deployment("completed", event); }},
    {"SERVICE_DEPLOYMENT_FAILED", deployment_failed},
};

}  // namespace

std::string service_message(const Event& event, std::string_view service) {
  const bool is_call = event.type.empty();
  if (event.name == "SERVICE_DEPLOYMENT_IN_PROGRESS" || is_call) return {};
  const auto known = std::ranges::find(kKnownEvents, event.name, &KnownEvent::name);
  const auto said =
      known != std::end(kKnownEvents) ? known->wording(event) : with_reason(event.name, event);
  return fmt::format("(service {}) {}", service, said);
}

}  // namespace epitaph::ecs
