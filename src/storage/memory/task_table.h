#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/task_query.h"

namespace epitaph::storage {

/// The rows of tasks in an ordered map, and every question about them answered by looking at each:
/// what Storage promises of tasks, in its plainest form. One thread at a time.
class TaskTable {
 public:
  /// Of one task the row of the greatest place counts; one of equal place replaces it.
  void put(TaskRow row);
  void erase(std::string_view arn);

  /// As Storage has them; a page is never cut short.
  std::vector<std::string> find(std::string_view id_prefix, std::size_t limit) const;
  TaskSearchPage search(const TaskQuery& query, const std::optional<TaskEntry>& after,
                        std::size_t limit) const;
  TaskFieldCounts count(const TaskQuery& query, TaskField field) const;
  std::uint64_t count(const TaskQuery& query) const;
  std::vector<TaskBucket> count_over_time(const TaskQuery& query, TaskField field,
                                          std::chrono::milliseconds width) const;

 private:
  std::vector<const TaskRow*> matching(const TaskQuery& query) const;

  std::map<std::string, TaskRow, std::less<>> rows_;  // by ARN
};

}  // namespace epitaph::storage
