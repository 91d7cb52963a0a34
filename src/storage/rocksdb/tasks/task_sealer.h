#pragma once
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "storage/rocksdb/committer.h"
#include "storage/rocksdb/tasks/task_store.h"

namespace epitaph::storage::rocks {

/// Makes blocks of frozen segments, and dissolves blocks of which half is dead: what still counts
/// of them becomes part of the active segment again. On a thread of its own; what it writes goes
/// through the committer in small steps, between which commits find their way.
///
/// A crash at any point loses nothing and counts nothing twice: until its header is written a block
/// is not there, whatever of it is, and the next start makes it again under the same number.
class TaskSealer {
 public:
  TaskSealer(const Database& database, TaskStore& tasks, Committer& committer)
      : database_(database),
        tasks_(tasks),
        committer_(committer),
        thread_([this](auto stop) { work(stop); }) {}
  /// Leaves what is under way where it is.
  ~TaskSealer();
  TaskSealer(const TaskSealer&) = delete;
  TaskSealer& operator=(const TaskSealer&) = delete;

 private:
  using Segment = std::shared_ptr<TaskSegment>;
  struct Task {
    Segment segment;                   ///< to be sealed, or
    std::optional<SealedBlock> block;  ///< to be dissolved
  };
  struct Rows {
    std::vector<std::uint32_t> stopped, living;
  };
  struct Sealed {
    BuiltTaskBlock block;
    std::vector<std::uint32_t> rows;  ///< of the segment, in the block's order
  };
  /// Where a row that is carried along comes from.
  struct Source {
    std::function<bool()> counts;  ///< with the store's lock held, as the next
    std::function<void()> forget;
  };

  void work(const std::stop_token& stop);
  std::optional<Task> wait(const std::stop_token& stop);
  Status seal(const Segment& segment, const std::stop_token& stop);
  Rows rows_of(const TaskSegment& segment) const;
  Status write_parts(const Sealed& sealed, const std::stop_token& stop);
  Status write_places(const Sealed& sealed, const TaskSegment& segment,
                      const std::stop_token& stop);
  Status finish(const Segment& segment, const std::vector<Sealed>& sealed);
  Status carry_living(const Segment& segment, const std::vector<std::uint32_t>& rows);
  Status dissolve(const SealedBlock& block, const std::stop_token& stop);
  Status drop(const SealedBlock& block, const SealedView& view);
  Status drop_places(const SealedBlock& block, const SealedView& view);
  Status carry(const std::vector<TaskRow>& rows, const std::vector<Source>& sources);
  std::vector<SealedBlock> write_dirty_dead_rows(rocksdb::WriteBatch& batch) const;

  const Database& database_;
  TaskStore& tasks_;
  Committer& committer_;
  std::jthread thread_;
};

}  // namespace epitaph::storage::rocks
