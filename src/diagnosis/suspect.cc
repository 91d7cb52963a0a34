#include "diagnosis/suspect.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "diagnosis/exit_code.h"
#include "diagnosis/sidecar.h"

namespace epitaph::diagnosis {
namespace {

using Indices = std::vector<std::size_t>;

template <class Keep>
Indices pick(const Indices& from, Keep keep) {
  Indices kept;
  std::ranges::copy_if(from, std::back_inserter(kept), keep);
  return kept;
}

/// Picks among a task's containers.
class Lineup {
 public:
  explicit Lineup(const Task& task) : containers_(task.containers) {}

  Indices all() const {
    Indices indices(containers_.size());
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
    return indices;
  }
  Indices ended() const {
    return pick(all(), [this](std::size_t i) {
      return containers_[i].exit_code && !containers_[i].reason.contains("dependency graph");
    });
  }
  Indices essential(const Indices& from, const Context& context) const {
    return pick(from, [&](std::size_t i) {
      const auto* settings = context.find(containers_[i].name);
      return settings != nullptr && settings->essential;
    });
  }
  Indices apps(const Indices& from) const {
    return pick(from, [this](std::size_t i) { return !is_sidecar(containers_[i]); });
  }
  std::int64_t code(std::size_t i) const { return *containers_[i].exit_code; }

  /// The first that is no sidecar, or the first.
  std::optional<std::size_t> first(const Indices& from) const {
    const auto preferred = apps(from);
    if (!preferred.empty()) return preferred.front();
    return from.empty() ? std::nullopt : std::optional{from.front()};
  }

 private:
  const std::vector<Container>& containers_;
};

/// Among ends that ECS's own stop may have made.
std::optional<std::size_t> among_stopped(const Lineup& lineup, const Indices& ended) {
  const auto nonzero = pick(ended, [&](std::size_t i) { return lineup.code(i) != 0; });
  const auto apps = lineup.apps(nonzero);
  if (nonzero.empty() || (apps.empty() && !lineup.apps(ended).empty())) return lineup.first(ended);
  const auto killed = pick(apps, [&](std::size_t i) { return lineup.code(i) == kExitKilled; });
  return lineup.first(killed.empty() ? nonzero : killed);
}

/// An application container that ended unseen: a sidecar's code then tells of the stop that
/// followed, not of its cause.
bool app_ended_unseen(const Lineup& lineup, const Task& task) {
  const auto apps = lineup.apps(lineup.all());
  return task.started_at && std::ranges::any_of(apps, [&](std::size_t i) {
           return !task.containers[i].exit_code && task.containers[i].last_status == "STOPPED";
         });
}

/// The only container that the task definition lets the check see.
std::optional<std::size_t> checked_by_definition(const Task& task, const Context& context) {
  const bool by_container = task.stopped_reason.contains("container health");
  const auto seen = pick(Lineup{task}.all(), [&](std::size_t i) {
    const auto* settings = context.find(task.containers[i].name);
    return settings && (by_container ? settings->health_check : settings->port_mappings);
  });
  return seen.size() == 1 ? std::optional{seen.front()} : std::nullopt;
}

/// The only container that the event itself shows to be the one: unhealthy by its own check, or
/// reachable for a load balancer.
std::optional<std::size_t> checked_by_event(const Task& task, const Indices& apps) {
  const bool by_container = task.stopped_reason.contains("container health");
  const auto seen = pick(apps, [&](std::size_t i) {
    const auto& container = task.containers[i];
    return by_container ? container.health_status == "UNHEALTHY"
                        : !container.network_bindings.empty();
  });
  return seen.size() == 1 ? std::optional{seen.front()} : std::nullopt;
}

/// `prod-api` of `(target-group arn:…:targetgroup/prod-api/7a7a1fcb)`, `web` of `(elb web)`.
std::string_view target_in(std::string_view reason) {
  for (const std::string_view before : {":targetgroup/", "(elb "}) {
    const auto at = reason.find(before);
    if (at == std::string_view::npos) continue;
    const auto name = reason.substr(at + before.size());
    return name.substr(0, name.find_first_of("/)"));
  }
  return {};
}

/// Whether `word` stands in `name` between hyphens or ends: `api` in `prod-api`.
bool has_part(std::string_view name, std::string_view word) {
  const auto ends = [name](std::size_t at) {
    return at >= name.size() || !is_alphanumeric(name[at]);
  };
  for (auto at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    if (ends(at - 1) && ends(at + word.size())) return true;
  }
  return false;
}

}  // namespace

std::optional<std::size_t> container_that_ended_first(const Task& task, const Context& context) {
  const Lineup lineup{task};
  auto ended = lineup.ended();
  if (const auto known = lineup.essential(ended, context); !known.empty()) ended = known;

  const auto own =
      pick(ended, [&](std::size_t i) { return !may_come_from_a_stop(lineup.code(i)); });
  if (!own.empty()) return lineup.first(own);
  const auto found = among_stopped(lineup, ended);
  if (found && is_sidecar(task.containers[*found]) && app_ended_unseen(lineup, task)) {
    return std::nullopt;
  }
  return found;
}

std::optional<std::size_t> only_application(const Task& task) {
  const Lineup lineup{task};
  const auto all = lineup.all();
  if (all.size() == 1) return all.front();
  const auto apps = lineup.apps(all);
  return apps.size() == 1 ? std::optional{apps.front()} : std::nullopt;
}

std::optional<std::size_t> checked_container(const Task& task, const Context& context) {
  if (const auto known = checked_by_definition(task, context)) return known;
  if (const auto only = only_application(task)) return only;
  const Lineup lineup{task};
  const auto apps = lineup.apps(lineup.all());
  if (const auto shown = checked_by_event(task, apps)) return shown;
  const auto bears_name = [&](std::size_t i) {
    const auto& name = task.containers[i].name;
    return name == task.service() || name == task.family();
  };
  if (const auto same = pick(apps, bears_name); !same.empty()) return same.front();
  const auto target = target_in(task.stopped_reason);
  const auto in_target = pick(apps, [&](std::size_t i) {
    const auto& name = task.containers[i].name;
    return !name.empty() && has_part(target, name);
  });
  return in_target.size() == 1 ? std::optional{in_target.front()} : std::nullopt;
}

}  // namespace epitaph::diagnosis
