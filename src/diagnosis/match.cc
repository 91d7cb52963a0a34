#include "diagnosis/match.h"

#include <algorithm>

#include "diagnosis/error_owner.h"
#include "diagnosis/exit_code.h"
#include "diagnosis/suspect.h"

namespace epitaph::diagnosis {
namespace {

using Outcome = std::variant<Match, Mismatch>;
using Condition = Mismatch::Condition;

/// A container whose image could not be pulled, or that could not be created or started.
bool never_started(const Container& container) {
  constexpr std::string_view kErrors[] = {"CannotPull", "CannotCreate", "CannotStart"};
  return !container.exit_code && std::ranges::any_of(kErrors, [&](std::string_view e) {
    return container.reason.starts_with(e);
  });
}

/// How a container ended is known and ECS's own stop cannot have made it so.
bool explained_by_exit_code(const Subject& subject) {
  if (!subject.ended_first) return false;
  return !may_come_from_a_stop(*subject.task.containers[*subject.ended_first].exit_code);
}

/// The containers whose reason says what a rule wants.
struct Carriers {
  std::optional<std::size_t> decides;
  std::optional<std::size_t> passed_over;  ///< the first that cannot have been what it was
};

/// One that ended with 0 goes last: behind others that say so, and behind a container that ended
/// with an error of its own.
Carriers carriers_of(const Rule& rule, const Subject& subject) {
  Carriers found;
  std::optional<std::size_t> contradicted;
  for (std::size_t i = 0; i < subject.task.containers.size(); ++i) {
    const auto& container = subject.task.containers[i];
    if (container.reason.empty() || !rule.says.matches(container.reason)) continue;
    const bool may_be =
        (!rule.without_exit_code || !container.exit_code) && subject.may_have_stopped_it(container);
    if (may_be && container.exit_code != 0) return {.decides = i, .passed_over = {}};
    if (may_be && !contradicted) contradicted = i;
    if (!found.passed_over) found.passed_over = i;
  }
  if (!explained_by_exit_code(subject)) found.decides = contradicted;
  return found;
}

Outcome match_reason(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& task = subject.task;
  if (by.rule->without_exit_code && explained_by_exit_code(subject)) {
    return Mismatch{.condition = Condition::kExitCodeTells, .container = subject.ended_first};
  }
  const auto carriers = carriers_of(*by.rule, subject);
  if (carriers.decides) {
    return Match{by, task.containers[*carriers.decides].reason, carriers.decides};
  }
  if (!by.rule->says.matches(task.stopped_reason)) {
    if (!carriers.passed_over) return Mismatch{.condition = Condition::kReason};
    return Mismatch{.condition = Condition::kPassedOver, .container = carriers.passed_over};
  }
  const auto owner = owner_of_error(task, subject.ended_first);
  if (by.rule->without_exit_code && owner && task.containers[*owner].exit_code) {
    return Mismatch{.condition = Condition::kExitCodeTells, .container = owner};
  }
  return Match{by, task.stopped_reason, owner};
}

/// Some platforms say only "Task failed to start" of the task and leave its own error with a
/// container, among errors that are the container's: those have a name of their own.
bool is_error_of_task(const Container& container, const Task& task) {
  if (!task.stopped_reason.empty() && !task.stopped_reason.starts_with("Task failed to start")) {
    return false;
  }
  const auto is_named = [&container](std::string_view begin) {
    return container.reason.starts_with(begin);
  };
  constexpr std::string_view kOfContainers[] = {"Cannot", "Container", "Docker", "OutOfMemory"};
  return !container.reason.empty() && std::ranges::none_of(kOfContainers, is_named) &&
         !container.reason.contains("dependency graph");
}

Outcome match_stopped_reason(const Catalogue::OrderedRule& by, const Task& task) {
  const auto& says = by.rule->says;
  if (says.matches(task.stopped_reason)) return Match{by, task.stopped_reason, std::nullopt};
  for (std::size_t i = 0; i < task.containers.size(); ++i) {
    const auto& container = task.containers[i];
    if (is_error_of_task(container, task) && says.matches(container.reason)) {
      return Match{by, container.reason, i};
    }
  }
  return Mismatch{.condition = Condition::kStoppedReason};
}

Outcome match_exit_code(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto first = subject.ended_first;
  if (!first || !by.rule->exit_codes.contains(*subject.task.containers[*first].exit_code)) {
    return Mismatch{.condition = Condition::kExitCode, .container = first};
  }
  return Match{by, {}, subject.ended_first};
}

/// Follows `dependency graph` reasons to the container that none of them explains away. At most
/// as many steps as there are containers, for the names may form a circle.
std::string last_named(std::string name, const Match& match, const Subject& subject) {
  const auto& containers = subject.task.containers;
  for (std::size_t steps = 0; steps < containers.size(); ++steps) {
    const auto found = std::ranges::find(containers, name, &Container::name);
    if (found == containers.end() || !match.by.rule->says.matches(found->reason)) break;
    name = match.by.rule->says.words_in(found->reason)["container"];
  }
  return name;
}

}  // namespace

Subject::Subject(const Task& examined, const Context& known)
    : task(examined), context(known), ended_first(container_that_ended_first(examined, known)) {}

bool Subject::may_have_stopped_it(const Container& container) const {
  if (task.stop_code != "EssentialContainerExited") return true;
  if (task.started_at && ended_first && never_started(container)) return false;
  return context.may_be_essential(container.name);
}

std::variant<Match, Mismatch> match(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& rule = *by.rule;
  const auto& task = subject.task;
  const auto is_code = [&task](const std::string& code) { return code == task.stop_code; };
  if (!rule.stop_codes.empty() && std::ranges::none_of(rule.stop_codes, is_code)) {
    return Mismatch{.condition = Condition::kStopCode};
  }
  for (const auto* fact : rule.facts) {
    if (!fact->holds(task, subject.context)) {
      return Mismatch{.condition = Condition::kFact, .fact = fact};
    }
  }
  if (!rule.exit_codes.empty()) return match_exit_code(by, subject);
  if (rule.step == Step::kContainerReason) return match_reason(by, subject);
  if (rule.says.empty()) return Match{by, {}, std::nullopt};
  return match_stopped_reason(by, task);
}

std::optional<std::string> blamed_container(const Match& match, const Subject& subject) {
  const auto& containers = subject.task.containers;
  const auto name_of = [&containers](std::optional<std::size_t> index) {
    return index ? std::optional{containers[*index].name} : std::nullopt;
  };
  switch (match.by.entry->blame) {
    case Blame::kMatched:
      return name_of(match.container);
    case Blame::kChecked:
      return name_of(checked_container(subject.task, subject.context));
    case Blame::kNamed:
      return last_named(match.by.rule->says.words_in(match.said)["container"], match, subject);
    case Blame::kNone:
      break;
  }
  return std::nullopt;
}

std::optional<std::size_t> blamed_index(const Match& match, const Subject& subject) {
  const auto& containers = subject.task.containers;
  const auto blamed = blamed_container(match, subject);
  if (!blamed) return std::nullopt;
  const auto found = std::ranges::find(containers, *blamed, &Container::name);
  if (found == containers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - containers.begin());
}

}  // namespace epitaph::diagnosis
