#pragma once
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/memory/task_table.h"
#include "storage/rocksdb/database.h"

namespace epitaph::storage::rocks {

/// What tasks are searched and counted by: the rows of task_rows, the newest of each task in
/// memory. Reads from any thread; written to by the committer alone, behind each of its writes.
class TaskStore {
 public:
  explicit TaskStore(const Database& database) : database_(database) {}
  /// Once, before anything else.
  Status load();

  /// What the committer has written.
  void put(const TaskRow& row);
  /// Forgets a task, within a step of upkeep.
  void remove(std::string_view arn, rocksdb::WriteBatch& batch);

  /// As Storage has them.
  Result<std::vector<std::string>> find(std::string_view id_prefix, std::size_t limit) const;
  Result<TaskSearchPage> search(const TaskQuery& query, const std::optional<TaskEntry>& after,
                                std::size_t limit) const;
  Result<std::vector<TaskFieldCounts>> count(const TaskQuery& query,
                                             std::span<const TaskField> fields) const;
  Result<std::uint64_t> count(const TaskQuery& query) const;
  Result<std::vector<TaskBucket>> count_over_time(const TaskQuery& query, TaskField field,
                                                  std::chrono::milliseconds width) const;

 private:
  const Database& database_;
  mutable std::mutex mutex_;  // guards what follows
  TaskTable rows_;
};

}  // namespace epitaph::storage::rocks
