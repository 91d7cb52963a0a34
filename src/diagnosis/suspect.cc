#include "diagnosis/suspect.h"

#include <algorithm>
#include <iterator>

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
  const auto bears_name = [&](std::size_t i) {
    const auto& name = task.containers[i].name;
    return name == task.service() || name == task.family();
  };
  if (const auto same = pick(apps, bears_name); !same.empty()) return same.front();
  const auto in_reason = pick(apps, [&](std::size_t i) {
    const auto& name = task.containers[i].name;
    return !name.empty() && task.stopped_reason.contains(name);
  });
  return in_reason.size() == 1 ? std::optional{in_reason.front()} : std::nullopt;
}

}  // namespace epitaph::diagnosis
