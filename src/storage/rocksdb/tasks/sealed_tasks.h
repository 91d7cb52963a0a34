#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/tasks/task_block.h"

namespace epitaph::storage::rocks {

/// A block that counts, and which of its rows do not.
struct SealedBlock {
  TaskBlockHeader header;
  std::shared_ptr<const DeadRows> dead;  ///< null: none. Replaced, never changed: queries hold it
  std::size_t dead_count = 0;
  bool dirty = false;  ///< rows died that the store does not know of
};
using SealedBlocks = std::map<std::uint64_t, SealedBlock>;

/// All blocks as of one moment, with the store of that moment to read them from.
struct SealedView {
  std::shared_ptr<const SealedBlocks> blocks;
  std::shared_ptr<const Snapshot> snapshot;

  bool is_alive(const TaskRowRef& ref) const;
};

/// The row of a task in a sealed block.
struct SealedRow {
  TaskRowRef ref;
  TaskEventPlace place;
};

/// Reads the id index, and the blocks that it points into.
class SealedTasks {
 public:
  SealedTasks(const Database& database, ColumnCache& cache) : database_(database), cache_(cache) {}

  TaskBlock open(const SealedBlock& block, const SealedView& view) const {
    return {database_, cache_, block.header, view.snapshot->get()};
  }
  /// Of so many tasks, by number, those that the index may know: most that are asked for are new,
  /// and cost no more. Now, not as of a view.
  Result<std::vector<bool>> may_have(std::span<const std::string> arns) const;
  /// Every row of the task, dead ones too.
  Result<std::vector<TaskRowRef>> rows_of(std::string_view arn, const SealedView& view) const;
  /// The row that counts.
  Result<std::optional<SealedRow>> find(std::string_view arn, const SealedView& view) const;
  /// ARNs of rows that count whose id begins with `id_prefix`: the first `limit`, and perhaps more,
  /// in no order.
  Result<std::vector<std::string>> find_by_id(std::string_view id_prefix, std::size_t limit,
                                              const SealedView& view) const;

 private:
  Status find_in(const KeyRange& range, std::string_view id_prefix, std::size_t limit,
                 const SealedView& view, std::vector<std::string>& found) const;

  const Database& database_;
  ColumnCache& cache_;
};

}  // namespace epitaph::storage::rocks
