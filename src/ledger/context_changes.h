#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/task_definitions_diff.h"
#include "model/diagnosis.h"
#include "model/task.h"

namespace epitaph::ledger {

/// The image of a container, then and now.
struct ImageChange {
  std::string container;
  std::string image_before,
      image_now;  ///< as the tasks have them; empty for a container that is new or gone
  std::string digest_before, digest_now;  ///< empty where ECS told none
  /// The same name and tag hold another image now: what no task definition shows.
  bool same_tag_new_digest = false;
};

/// How a task differs from the last one of its service (of its family, without one) that ran well.
struct Changes {
  std::string since_task;                         ///< ARN of that one
  std::string definition_before, definition_now;  ///< `family:revision`
  std::vector<ImageChange> images;                ///< that differ, by the order of containers
  /// What differs between the two revisions; empty also where one of them is not known.
  std::vector<DefinitionChange> settings;
};

/// Whether `task` shows how it should be: it ran, and nothing of its own made it stop. `kind` is
/// that of its diagnosis, absent while it runs.
bool ran_well(const Task& task, const std::optional<StopKind>& kind);

std::vector<ImageChange> image_changes(const Task& before, const Task& now);

}  // namespace epitaph::ledger
