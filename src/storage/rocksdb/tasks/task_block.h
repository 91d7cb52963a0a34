#pragma once
#include <memory>
#include <string>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/tasks/column_cache.h"
#include "storage/rocksdb/tasks/numbers_column.h"
#include "storage/rocksdb/tasks/task_block_keys.h"
#include "storage/rocksdb/tasks/task_columns.h"

namespace epitaph::storage::rocks {

/// A sealed block, read part by part as of a snapshot: upkeep may have replaced it by now.
/// One thread at a time; what it hands out may be kept. Errors: kCorrupt when a part is missing or
/// damaged; kIo.
class TaskBlock final : public TaskColumns {
 public:
  TaskBlock(const Database& database, ColumnCache& cache, const TaskBlockHeader& header,
            const rocksdb::Snapshot* snapshot)
      : database_(database), cache_(cache), header_(header), snapshot_(snapshot) {}

  const TaskBlockHeader& header() const { return header_; }

  std::size_t rows() const override { return header_.rows; }
  Result<std::shared_ptr<const TaskDictionary>> dictionary(std::size_t column) override;
  Result<std::shared_ptr<const Codes>> codes(std::size_t column) override;
  Result<std::optional<std::uint32_t>> find(std::size_t column, std::string_view value) override;

  /// Milliseconds since 1970, rising.
  Result<std::shared_ptr<const NumbersColumn>> times();
  Result<std::string> arn(std::uint32_t row);
  Result<TaskEventPlace> place(std::uint32_t row);
  Result<TaskRow> row(std::uint32_t row);

 private:
  template <class T, class Decode>
  Result<std::shared_ptr<const T>> part(BlockPartId id, Decode decode);
  Result<std::shared_ptr<const NumbersColumn>> numbers(BlockPart part);
  Result<std::shared_ptr<const TaskDictionary>> stems();

  const Database& database_;
  ColumnCache& cache_;
  const TaskBlockHeader header_;
  const rocksdb::Snapshot* snapshot_;
};

}  // namespace epitaph::storage::rocks
