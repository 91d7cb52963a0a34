#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ecs/resource_names.h"
#include "model/task.h"
#include "storage/storage.h"

namespace epitaph::ecs {

/// The tasks of a cluster, in every status.
storage::TaskQuery tasks_of(const ClusterAddress& cluster);
/// Those that `query` means and that have one of these values.
storage::TaskQuery any_of(storage::TaskQuery query, storage::TaskField field,
                          std::vector<std::string> values);

/// A task as its last event has it; nullopt when the record does not hold it.
struct TaskState {
  Task task;
  std::string detail;  ///< JSON, as the event carried it
};
Result<std::optional<TaskState>> read_task_state(storage::Storage& store, std::string_view arn);

struct TaskListPage {
  std::vector<std::string> arns;
  std::optional<storage::TaskEntry> next;  ///< list behind this one; absent on the last page
};

/// Newest first, by the index alone: no task is read. The work of a page is bounded: it may be
/// short, even empty, and still have a next one.
Result<TaskListPage> list_tasks(storage::Storage& store, const storage::TaskQuery& query,
                                std::optional<storage::TaskEntry> after, std::size_t limit);

constexpr int kSearchesPerPageMax = 20;

}  // namespace epitaph::ecs
