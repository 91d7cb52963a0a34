#pragma once
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/rocksdb/tasks/task_selection.h"

namespace epitaph::storage::rocks {

/// Adds up how many tasks have each value of a field, block by block. One thread at a time; what
/// two threads counted is merged.
class TaskCounter {
 public:
  explicit TaskCounter(TaskField field) : field_(field) {}

  /// `selection` is of the block's rows. Of a whole block the dictionary knows the answer.
  Status add(TaskBlock& block, const TaskSelection& selection);
  Status add(TaskSegment& segment, const TaskSelection& selection);
  void merge(const TaskCounter& other);
  TaskFieldCounts take();

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  void add(std::string_view value, const TaskValueStats& stats);

  TaskField field_;
  std::unordered_map<std::string, TaskValueStats, Hash, std::equal_to<>> counts_;
};

/// Adds up the same for stretches of time.
class TaskHistogram {
 public:
  TaskHistogram(TaskField field, std::chrono::milliseconds width) : field_(field), width_(width) {}

  Status add(TaskBlock& block, const TaskSelection& selection);
  Status add(TaskSegment& segment, const TaskSelection& selection);
  void merge(const TaskHistogram& other);
  std::vector<TaskBucket> take() const;

 private:
  using Counts = std::map<Timestamp, std::uint64_t>;
  struct RowAt {
    Timestamp time;
    std::size_t row;
  };
  Status add(TaskColumns& columns, const std::vector<RowAt>& rows);

  TaskField field_;
  std::chrono::milliseconds width_;
  std::map<std::string, Counts, std::less<>> counts_;
};

}  // namespace epitaph::storage::rocks
