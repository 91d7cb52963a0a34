#include "ledger/phases.h"

#include <algorithm>
#include <array>

namespace epitaph::ledger {
namespace {

/// The end of a run: a task that was asked to stop runs on until its containers end, one that ended
/// by itself has ended before ECS learned of it. Whichever came first ends `running`.
std::optional<Timestamp> end_of_run(const Task& task) {
  if (!task.stopping_at) return task.execution_stopped_at;
  if (!task.execution_stopped_at) return task.stopping_at;
  return std::min(*task.stopping_at, *task.execution_stopped_at);
}

}  // namespace

std::vector<Phase> phases_of(const Task& task) {
  const auto run_end = task.started_at ? end_of_run(task) : std::nullopt;
  const auto last_container =
      run_end ? std::optional{std::max(*run_end, task.execution_stopped_at.value_or(*run_end))}
              : std::nullopt;
  struct Mark {
    std::string_view phase;  // that ends here
    std::optional<Timestamp> at;
  };
  std::array<Mark, 6> marks = {{{"provisioning", task.pull_started_at},
                                {"pulling", task.pull_stopped_at},
                                {"starting", task.started_at},
                                {"running", run_end},
                                {"stopping", last_container},
                                {"cleanup", task.stopped_at}}};
  if (!task.started_at) {
    // It never ran: it was given up in the phase that it had come to.
    const std::size_t reached = task.pull_stopped_at ? 2 : (task.pull_started_at ? 1 : 0);
    marks[reached].at = end_of_run(task);
  }
  std::vector<Phase> phases;
  auto begin = task.created_at;
  for (const auto& [name, end] : marks) {
    if (!end || !begin) continue;
    phases.push_back({name, *begin, std::max(*end - *begin, std::chrono::milliseconds{0})});
    begin = std::max(*begin, *end);
  }
  return phases;
}

}  // namespace epitaph::ledger
