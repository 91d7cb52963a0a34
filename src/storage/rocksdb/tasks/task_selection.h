#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "storage/rocksdb/tasks/task_block.h"
#include "storage/rocksdb/tasks/task_segment.h"
#include "storage/task_query.h"

namespace epitaph::storage::rocks {

/// By row: 1 when it is meant, else 0. Bytes rather than bits, for the compiler makes more of them.
using RowMask = std::vector<std::uint8_t>;

/// The rows of a block that a query means.
struct TaskSelection {
  std::size_t begin = 0, end = 0;  ///< none outside of these
  bool every = true;               ///< all of them, and there is no mask
  RowMask mask;

  bool has(std::size_t row) const { return every || mask[row] != 0; }
  std::size_t count() const;
  /// The last row before `row` that is meant.
  std::optional<std::size_t> last_before(std::size_t row) const;
};

/// Whether the query could mean any row of a block, by its header alone.
bool may_match(const TaskBlockHeader& header, const TaskQuery& query);

/// The rows of a block that are meant and not dead. Dictionaries are asked first: of a block that
/// lacks a value no column is read. nullopt: none.
Result<std::optional<TaskSelection>> select_rows(TaskBlock& block, const DeadRows& dead,
                                                 const TaskQuery& query);
/// The rows of a segment that are meant and count.
Result<std::optional<TaskSelection>> select_rows(TaskSegment& segment, const TaskQuery& query);

}  // namespace epitaph::storage::rocks
