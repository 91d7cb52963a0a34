#include "diagnosis/fact.h"

#include <algorithm>

#include "diagnosis/exit_code.h"

namespace epitaph::diagnosis {
namespace {

using namespace std::chrono_literals;

/// ECS's two times are taken by different clocks.
constexpr auto kClockSkew = 1s;

bool service_task(const Task& task, const Context&) {
  return !task.service().empty() || task.started_by.starts_with("ecs-svc/");
}

bool failed_to_start(const Task& task, const Context&) {
  return task.stop_code == "TaskFailedToStart" ||
         task.stopped_reason.starts_with("Task failed to start");
}

/// Only the stop that was asked for is decided before the containers end. Reference ecs.md, 1.
bool stop_came_first(const Task& task) {
  return task.stopping_at && task.execution_stopped_at &&
         *task.stopping_at < *task.execution_stopped_at;
}

bool own_end(const Task& task, const Context& context) {
  if (task.stop_code == "EssentialContainerExited" || failed_to_start(task, context)) return true;
  if (task.stopped_reason.starts_with("Essential container in task exited")) return true;
  // A code that is not known names something that is not known either: the containers' exit codes
  // would be a guess.
  if (!task.stop_code.empty() || stop_came_first(task)) return false;
  return task.execution_stopped_at || task.stopped_reason.empty();
}

bool asked_to_stop(const Task& task, const Context& context) {
  return !own_end(task, context) && stop_came_first(task);
}

bool killed_on_stop(const Task& task, const Context& context) {
  if (!asked_to_stop(task, context)) return false;
  const auto took = *task.execution_stopped_at - *task.stopping_at + kClockSkew;
  return std::ranges::any_of(task.containers, [&](const Container& c) {
    return c.exit_code == kExitKilled && took >= context.stop_timeout(c.name);
  });
}

bool own_deployment(const Task& task, const Context&) {
  const auto named = deployment_in(task.stopped_reason);
  return !named.empty() && named == deployment_in(task.started_by);
}

bool newer_deployment(const Task& task, const Context&) {
  const auto named = deployment_in(task.stopped_reason);
  const auto own = deployment_in(task.started_by);
  return !named.empty() && !own.empty() && named != own;
}

/// TerminationNotice on Fargate is Spot's: on-demand capacity gives no such notice.
bool fargate_spot(const Task& task, const Context&) {
  return task.capacity_provider == "FARGATE_SPOT" ||
         (task.capacity_provider.empty() && task.launch_type == "FARGATE");
}

bool never_ran(const Task& task, const Context&) { return !task.started_at; }

bool no_reason(const Task& task, const Context&) {
  return std::ranges::all_of(task.containers, &std::string::empty, &Container::reason);
}

bool not_by_user(const Task& task, const Context&) { return task.stop_code != "UserInitiated"; }

bool without_code(const Task& task, const Context&) { return task.stop_code.empty(); }

bool told_why(const Task& task, const Context&) {
  constexpr std::string_view kOfEcs[] = {"", "Task stopped by user", "Task failed to start"};
  return std::ranges::find(kOfEcs, task.stopped_reason) == std::end(kOfEcs);
}

}  // namespace

std::span<const Fact> all_facts() {
  static const Fact kFacts[] = {
      {"service-task", &service_task, {"group"}, "no service keeps the task"},
      {"own-end",
       &own_end,
       {"stopCode", "stoppedReason"},
       "its containers did not end before a stop was asked for"},
      {"asked-to-stop",
       &asked_to_stop,
       {"stoppingAt", "executionStoppedAt"},
       "no stop was asked for before its containers ended"},
      {"killed-on-stop",
       &killed_on_stop,
       {"stoppingAt", "executionStoppedAt"},
       "no container was killed after its stop time-out"},
      {"own-deployment",
       &own_deployment,
       {"startedBy"},
       "the reason does not name the deployment that started the task"},
      {"newer-deployment",
       &newer_deployment,
       {"startedBy"},
       "the reason names no other deployment than the task's own"},
      {"fargate-spot", &fargate_spot, {"capacityProviderName"}, "it did not run on Fargate Spot"},
      {"never-ran", &never_ran, {}, "it became RUNNING"},
      {"failed-to-start",
       &failed_to_start,
       {"stopCode", "stoppedReason"},
       "ECS does not say that it failed to start"},
      {"no-reason", &no_reason, {}, "a container has a reason"},
      {"not-by-user", &not_by_user, {}, "stopCode is UserInitiated: a caller chose the words"},
      {"without-code", &without_code, {}, "there is a stopCode"},
      {"told-why", &told_why, {"stoppedReason"}, "whoever stopped it gave no reason"},
  };
  return kFacts;
}

const Fact* find_fact(std::string_view name) {
  const auto facts = all_facts();
  const auto found = std::ranges::find(facts, name, &Fact::name);
  return found == facts.end() ? nullptr : &*found;
}

bool all_hold(const Facts& facts, const Task& task, const Context& context) {
  return std::ranges::all_of(facts, [&](const Fact* fact) { return fact->holds(task, context); });
}

std::string_view deployment_in(std::string_view text) {
  constexpr std::string_view kPrefix = "ecs-svc/";
  const auto at = text.find(kPrefix);
  if (at == std::string_view::npos) return {};
  const auto id = text.substr(at + kPrefix.size());
  return id.substr(0, id.find_first_not_of("0123456789"));
}

}  // namespace epitaph::diagnosis
