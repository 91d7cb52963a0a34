#include "diagnosis/match.h"

#include "diagnosis/exit_code.h"
#include "diagnosis/suspect.h"

namespace epitaph::diagnosis {
namespace {

bool is_essential(const Container& container, const Subject& subject) {
  return std::ranges::find(subject.essential, container.name) != subject.essential.end();
}

/// A container that the task definition calls dispensable cannot have ended the task. Names of a
/// definition that is not this task's tell nothing.
bool may_have_stopped_it(const Container& container, const Subject& subject) {
  const auto& task = subject.task;
  const auto essential = [&subject](const Container& c) { return is_essential(c, subject); };
  return task.stop_code != "EssentialContainerExited" || essential(container) ||
         std::ranges::none_of(task.containers, essential);
}

/// The container to which an error belongs that only `stoppedReason` tells: the only one, or the
/// one whose image or name it quotes.
std::optional<std::size_t> owner_of(std::string_view text,
                                    const std::vector<Container>& containers) {
  if (containers.size() == 1) return 0;
  const auto quoted = [text](const std::string& part) {
    return !part.empty() && text.contains(part);
  };
  for (std::size_t i = 0; i < containers.size(); ++i) {
    if (quoted(containers[i].image)) return i;
  }
  for (std::size_t i = 0; i < containers.size(); ++i) {
    if (quoted(containers[i].name)) return i;
  }
  return std::nullopt;
}

/// The watching of a container failed, but how another one ended is known and explains the stop.
bool explained_by_exit_code(const Subject& subject) {
  if (!subject.ended_first) return false;
  return !may_come_from_a_stop(*subject.task.containers[*subject.ended_first].exit_code);
}

/// A container whose reason says what the rule wants. Where several do, one that the exit code does
/// not contradict goes first.
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
  return contradicted;
}

std::optional<Match> match_reason(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& task = subject.task;
  if (by.rule->without_exit_code && explained_by_exit_code(subject)) return std::nullopt;
  if (const auto carrier = carrier_of(*by.rule, subject)) {
    return Match{by, task.containers[*carrier].reason, carrier};
  }
  if (!by.rule->says.matches(task.stopped_reason)) return std::nullopt;
  const auto owner = owner_of(task.stopped_reason, task.containers);
  if (by.rule->without_exit_code && owner && task.containers[*owner].exit_code) return std::nullopt;
  return Match{by, task.stopped_reason, owner};
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

Subject::Subject(const Task& examined, std::span<const std::string> essential_names)
    : task(examined),
      essential(essential_names),
      ended_first(container_that_ended_first(examined, essential_names)) {}

std::optional<Match> match(const Catalogue::OrderedRule& by, const Subject& subject) {
  const auto& rule = *by.rule;
  const auto& task = subject.task;
  const auto is_code = [&task](const std::string& code) { return code == task.stop_code; };
  if (!rule.stop_codes.empty() && std::ranges::none_of(rule.stop_codes, is_code)) {
    return std::nullopt;
  }
  if (!all_hold(rule.facts, task)) return std::nullopt;
  if (!rule.exit_codes.empty()) return match_exit_code(by, subject);
  if (rule.step == Step::kContainerReason) return match_reason(by, subject);
  if (rule.says.empty()) return Match{by, {}, std::nullopt};
  if (!rule.says.matches(task.stopped_reason)) return std::nullopt;
  return Match{by, task.stopped_reason, std::nullopt};
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
      return name_of(checked_container(subject.task));
    case Blame::kNamed:
      return last_named(match.by.rule->says.words_in(match.said)["container"], match, subject);
    case Blame::kNone:
      break;
  }
  return std::nullopt;
}

}  // namespace epitaph::diagnosis
