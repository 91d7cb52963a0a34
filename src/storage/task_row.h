#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace epitaph::storage {

/// What tasks are searched and counted by. A task has one value of most, none or several of some
/// (images, containers, exit codes).
enum class TaskField : std::uint8_t {
  kAccount,
  kRegion,
  kCluster,  ///< its name
  kService,  ///< its name
  kFamily,
  kTaskDefinition,  ///< `family:revision`
  kImage,
  kImageDigest,
  kAvailabilityZone,
  kCapacityProvider,
  kLaunchType,
  kLastStatus,
  kStopCode,
  kCause,  ///< class of the diagnosis
  kKind,   ///< of the diagnosis: `failure`
  kExitCode,
  kContainer,
  kContainerExitCode,  ///< `CONTAINER:CODE`, for "the exit code of that container"
  kDeployment,         ///< `ecs-svc/N`
  kIssue,              ///< the fingerprint of the failure, for those that are one
  kDesiredStatus,
  kStartedBy,          ///< whatever it is: a deployment, a person's own mark
  kContainerInstance,  ///< its id
};
constexpr std::size_t kTaskFields = 23;

/// A name that is stable, for documents and URLs: `capacityProvider`.
std::string_view to_string(TaskField field);

/// Where an event stands among those of its task: the row of the greatest place is the task's.
/// Source: design, "The ledger and the diagnosis".
struct TaskEventPlace {
  std::uint64_t version = 0;  ///< `detail.version`
  Timestamp time;             ///< the envelope's
  std::uint64_t hash = 0;     ///< of the event's canonical bytes
  auto operator<=>(const TaskEventPlace&) const = default;
};

/// What one event says of its task, as far as tasks are searched and counted by it. Made of that
/// event alone, so that writing reads nothing: of a task's rows the one with the greatest place
/// counts and the others are as if never written, in whatever order they come.
struct TaskRow {
  std::string arn;
  TaskEventPlace place;
  /// Where it stands on lists: when it stopped, or, for one that still lives, its last change.
  Timestamp time;
  bool stopped = false;  ///< lastStatus is STOPPED
  /// By TaskField; values are distinct, not empty, in no order that means something.
  std::array<std::vector<std::string>, kTaskFields> values;
  /// Every reason text of the task and its containers, for search in them. Masked already: whoever
  /// finds a task by a text must not learn a secret by it.
  std::vector<std::string> reasons;

  std::vector<std::string>& operator[](TaskField field) {
    return values[static_cast<std::size_t>(field)];
  }
  const std::vector<std::string>& operator[](TaskField field) const {
    return values[static_cast<std::size_t>(field)];
  }
};

}  // namespace epitaph::storage
