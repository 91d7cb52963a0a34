#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/event.h"

namespace epitaph::ledger {

/// What the ledger needs of a task event to file it: a few members of `detail`, read without
/// building the rest, since every published event comes by here.
struct TaskChange {
  std::string task_arn;
  std::uint64_t version = 0;
  bool stopped = false;                 ///< lastStatus is STOPPED
  std::optional<Timestamp> stopped_at;  ///< `stoppedAt`
  std::optional<Timestamp> updated_at;  ///< `updatedAt`
};

/// nullopt when `event` is no ECS Task State Change or its taskArn is not the ARN of a task.
/// Any source but aws.ecs is nobody's task either.
std::optional<TaskChange> read_task_change(const Event& event);

}  // namespace epitaph::ledger
