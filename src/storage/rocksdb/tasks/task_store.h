#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/tasks/column_cache.h"
#include "storage/rocksdb/tasks/sealed_tasks.h"
#include "storage/rocksdb/tasks/task_block_builder.h"
#include "storage/rocksdb/tasks/task_segment.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// What tasks are searched and counted by.
///
/// The newest row of a task lies in a segment in memory (and in task_rows, from which segments are
/// made again at a start), or in a sealed block. A write goes to the active segment; one without
/// room is frozen, and TaskSealer makes a block of it. When a task gets a row that is in a block
/// already, the one of the greater place counts and the other is dead; the committer does not look
/// for it, but whoever waits for the commit does, before it is told that all is done. Until then
/// the new row is pending, and shows nowhere.
///
/// A block's number is twice its segment's, plus one for the tasks that still live. Sealing is
/// atomic: the write of the header is what makes a block count, and takes the segment's rows away.
///
/// Memory: segments (some 20 MB each, at most kFrozenMax + 2), headers and dead rows of blocks (at
/// most 8 KB for 64k tasks), and the cache of columns. Safe from any thread.
class TaskStore {
 public:
  TaskStore(const Database& database, std::size_t cache_bytes, std::size_t segment_tasks_max)
      : database_(database),
        cache_(cache_bytes),
        sealed_(database, cache_),
        segment_tasks_max_(segment_tasks_max) {}

  /// Once, before anything else. Rows are pending until settle_all().
  Status load();

  // --- The committer's thread ---

  /// Adds to a write the rows that could count. They must stay until written().
  void stage(std::span<const TaskRow* const> rows, rocksdb::WriteBatch& batch);
  /// The write is on disk.
  void written();
  /// Forgets a task, within a step of upkeep.
  Status remove(std::string_view arn, rocksdb::WriteBatch& batch);

  // --- Who waits for a commit ---

  /// Makes the rows of these tasks show that were written, and what they replace not. Waits when
  /// sealing is far behind.
  Status settle(std::vector<std::string> arns);

  // --- As Storage has them ---

  Result<std::vector<std::string>> find(std::string_view id_prefix, std::size_t limit);
  Result<TaskSearchPage> search(const TaskQuery& query, const std::optional<TaskEntry>& after,
                                std::size_t limit);
  Result<std::vector<TaskFieldCounts>> count(const TaskQuery& query,
                                             std::span<const TaskField> fields);
  Result<std::uint64_t> count(const TaskQuery& query);
  Result<std::vector<TaskBucket>> count_over_time(const TaskQuery& query, TaskField field,
                                                  std::chrono::milliseconds width);

 private:
  friend class TaskSealer;
  using Segment = std::shared_ptr<TaskSegment>;
  struct Staged {
    const TaskRow* row;
    std::uint64_t segment;
  };
  struct Pending {
    std::string arn;
    std::optional<SealedRow> sealed;
  };
  /// On equal places a row that is written replaces, one that is carried along does not.
  enum class Origin : std::uint8_t { kWritten, kCarried };

  // With the lock held.
  void put(const TaskRow& row, std::uint64_t segment, Origin origin);
  void put_staged(Origin origin);
  void put_new(const TaskRow& row, Origin origin);
  bool counts_already(const TaskRow& row, Origin origin) const;
  void settle_one(const Pending& pending);
  void mark_dead(const TaskRowRef& ref);
  void replace_block(const SealedBlock& block);
  SealedView view() const;

  Status load_blocks();
  Status load_rows();
  void stage(std::span<const TaskRow* const> rows, Origin origin, rocksdb::WriteBatch& batch);
  Status settle_all();
  Status settle_pending(std::vector<std::string> arns);
  /// Waits until what a start found is settled; then looks at the segments, and gives the blocks of
  /// that very moment.
  template <class Visit>
  Result<SealedView> visit(Visit visit);
  std::vector<const SealedBlock*> matching(const SealedView& view, const TaskQuery& query) const;

  const Database& database_;
  ColumnCache cache_;
  const SealedTasks sealed_;
  const std::size_t segment_tasks_max_;
  std::vector<Staged> staged_;  ///< the committer's own

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  Segment active_;
  std::deque<Segment> frozen_;  ///< the oldest first
  std::shared_ptr<const SealedBlocks> blocks_ = std::make_shared<const SealedBlocks>();
  bool settled_ = false;         ///< what a start found
  std::optional<Error> broken_;  ///< why nothing is sealed any more
};

/// The key of a row in task_rows.
std::string task_row_key(std::uint64_t segment, std::string_view arn);

}  // namespace epitaph::storage::rocks
