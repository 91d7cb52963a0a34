#include "diagnosis/match.h"

#include "diagnosis/error_owner.h"
#include "diagnosis/exit_code.h"
#include "diagnosis/suspect.h"

namespace epitaph::diagnosis {
namespace {

/// A container that the task definition calls dispensable cannot have ended the task.
bool may_have_stopped_it(const Container& container, const Subject& subject) {
  return subject.task.stop_code != "EssentialContainerExited" ||
         subject.context.may_be_essential(container.name);
}

/// How a container ended is known and ECS's own stop cannot have made it so.
bool explained_by_exit_code(const Subject& subject) {
  if (!subject.ended_first) return false;
  return !may_come_from_a_stop(*subject.task.containers[*subject.ended_first].exit_code);
}

/// A container whose reason says what the rule wants. One that ended with 0 goes last: behind
/// others that say so, and behind a container that ended with an error of its own.
std::optional<std::size_t> carrier_of(const Rule& rule, const Subject& subject) {
  std::optional<std::size_t> contradicted;
  for (std::size_t i = 0; i < subject.task.containers.size(); ++i) {
    const auto& container = subject.task.containers[i];
    if (container.reason.empty() || !rule.says.matches(container.reason)) continue;
    if (rule.without_exit_code && container.exit_code) continue;
    if (!may_have_stopped_it(container, subject)) continue;
    if (container.exit_code != 0) return i;
    if (!contradicted) contradicted = i;
  }
  return explained_by_exit_code(subject) ? std::nullopt : contradicted;
}

std::optional<Match> match_reason(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& task = subject.task;
  if (by.rule->without_exit_code && explained_by_exit_code(subject)) return std::nullopt;
  if (const auto carrier = carrier_of(*by.rule, subject)) {
    return Match{by, task.containers[*carrier].reason, carrier};
  }
  if (!by.rule->says.matches(task.stopped_reason)) return std::nullopt;
  const auto owner = owner_of_error(task, subject.ended_first);
  if (by.rule->without_exit_code && owner && task.containers[*owner].exit_code) return std::nullopt;
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

std::optional<Match> match_stopped_reason(const Catalogue::OrderedRule& by, const Task& task) {
  const auto& says = by.rule->says;
  if (says.matches(task.stopped_reason)) return Match{by, task.stopped_reason, std::nullopt};
  for (std::size_t i = 0; i < task.containers.size(); ++i) {
    const auto& container = task.containers[i];
    if (is_error_of_task(container, task) && says.matches(container.reason)) {
      return Match{by, container.reason, i};
    }
  }
  return std::nullopt;
}

std::optional<Match> match_exit_code(const Catalogue::OrderedRule& by, const Subject& subject) {
  if (!subject.ended_first) return std::nullopt;
  const auto& container = subject.task.containers[*subject.ended_first];
  if (!by.rule->exit_codes.contains(*container.exit_code)) return std::nullopt;
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

std::optional<Match> match(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& rule = *by.rule;
  const auto& task = subject.task;
  const auto is_code = [&task](const std::string& code) { return code == task.stop_code; };
  if (!rule.stop_codes.empty() && std::ranges::none_of(rule.stop_codes, is_code)) {
    return std::nullopt;
  }
  if (!all_hold(rule.facts, task, subject.context)) return std::nullopt;
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
