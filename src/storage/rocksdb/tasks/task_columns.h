#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "storage/rocksdb/tasks/codes_column.h"
#include "storage/rocksdb/tasks/task_dictionary.h"

namespace epitaph::storage::rocks {

/// Rows of tasks by column, as searches and counts read them: a block on the disk or a segment in
/// memory. Columns are asked for one by one, so that what nobody asks for is not read.
class TaskColumns {
 public:
  virtual ~TaskColumns() = default;
  virtual std::size_t rows() const = 0;
  /// Shared with a cache that may forget it.
  virtual Result<std::shared_ptr<const TaskDictionary>> dictionary(std::size_t column) = 0;
  /// Every code is below the dictionary's tuples().
  virtual Result<std::shared_ptr<const Codes>> codes(std::size_t column) = 0;
  /// The number of a value in the dictionary.
  virtual Result<std::optional<std::uint32_t>> find(std::size_t column, std::string_view value) = 0;
};

}  // namespace epitaph::storage::rocks
