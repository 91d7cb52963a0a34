#pragma once
#include <optional>
#include <vector>

#include "storage/rocksdb/tasks/sealed_tasks.h"
#include "storage/rocksdb/tasks/task_selection.h"
#include "storage/task_query.h"

namespace epitaph::storage::rocks {

/// One page of a search. Segments are added first, then the blocks are gone through, those with the
/// latest tasks first, until no other could have one that belongs on the page, or the work that a
/// page may cause is done. One thread at a time.
class TaskPage {
 public:
  TaskPage(const TaskQuery& query, const std::optional<TaskEntry>& after, std::size_t limit);

  Status add(TaskSegment& segment);
  Result<TaskSearchPage> finish(const SealedTasks& sealed, const SealedView& view);

 private:
  using Entries = std::vector<TaskEntry>;

  /// The first ones of a block behind `after_`, one more than the page takes.
  Result<Entries> best_of(TaskBlock& block, const DeadRows& dead) const;
  bool is_behind(const TaskEntry& entry) const;
  std::vector<const SealedBlock*> candidates(const SealedView& view) const;
  /// Whether the page is full of tasks that are later than all of such a block.
  bool is_settled_before(const SealedBlock& block) const;
  void take(Entries entries);
  TaskSearchPage page(const SealedBlock* unread) const;

  TaskQuery query_;
  const std::optional<TaskEntry>& after_;
  const std::size_t limit_;
  Entries best_;  ///< newest first, at most one more than the limit
};

}  // namespace epitaph::storage::rocks
