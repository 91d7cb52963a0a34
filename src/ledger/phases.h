#pragma once
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "model/task.h"

namespace epitaph::ledger {

/// A stretch of a task's life between two of ECS's own times.
struct Phase {
  std::string_view
      name;  ///< `provisioning`, `pulling`, `starting`, `running`, `stopping`, `cleanup`
  Timestamp begin;
  std::chrono::milliseconds duration;
};

/// The phases that the task's times show, in order; a phase whose end is not known is left out. A
/// task that never ran was given up, at `stoppingAt`, in the phase that it had come to.
/// Times out of order (ECS's clocks differ by some milliseconds) give a phase of no length.
/// Source: reference ecs.md, "Timestamps".
std::vector<Phase> phases_of(const Task& task);

}  // namespace epitaph::ledger
