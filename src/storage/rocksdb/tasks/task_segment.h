#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/rocksdb_storage.h"
#include "storage/rocksdb/tasks/number_index.h"
#include "storage/rocksdb/tasks/task_columns.h"
#include "storage/task_row.h"

namespace epitaph::storage::rocks {

/// Whether a row of a segment is the task's.
enum class RowState : std::uint8_t {
  kPending,  ///< nobody has looked yet whether a sealed block has a row of a greater place
  kCounts,
  kGone,  ///< another row counts, or the task was deleted
};

/// A column that grows.
class SegmentColumn {
 public:
  std::uint16_t code(const std::vector<std::string>& values);
  const TaskDictionary& dictionary() const { return dictionary_; }
  std::optional<std::uint32_t> find(std::string_view value) const;
  Codes codes;  ///< by row

 private:
  std::uint32_t id(std::string_view value);
  std::uint16_t code_of(std::span<const std::uint32_t> ids);

  TaskDictionary dictionary_;
  NumberIndex values_;
  NumberIndex tuples_;  ///< by the ids, as bytes
  /// By value, the tuple of it alone, which most rows have: spares the way over tuples_.
  std::vector<std::optional<std::uint16_t>> singles_;
};

/// The newest rows of tasks, in memory: at most one of a task, in columns, in the order in which
/// they came. What lies here lies in the family task_rows too, under the segment's number. Bounded:
/// when it has no more room the next segment begins, and this one is sealed into a block.
/// One thread at a time.
class TaskSegment final : public TaskColumns {
 public:
  /// A row's code has 16 bits, so neither rows nor distinct tuples of a column may outgrow them.
  static constexpr std::size_t kRowsMax = kSegmentTasksMax;
  /// Distinct values of all columns; a tenth of it is usual.
  static constexpr std::size_t kTextBytesMax = std::size_t{64} << 20;

  /// `rows_max` is at most kRowsMax.
  TaskSegment(std::uint64_t number, std::size_t rows_max) : number_(number), rows_max_(rows_max) {}
  std::uint64_t number() const { return number_; }

  /// Whether so many rows can be put, whatever they hold.
  bool has_room_for(std::size_t puts) const {
    return fullest_ + puts <= rows_max_ && text_bytes_ < kTextBytesMax;
  }
  std::optional<std::uint32_t> find_task(std::string_view arn) const;
  /// Adds the ARNs of rows that count whose id begins with `id_prefix`, in order, `limit` at most.
  void find_by_id(std::string_view id_prefix, std::size_t limit, std::vector<std::string>& arns);
  /// Makes find_by_id() fast; it does so itself whenever many rows have come.
  void sort_ids();
  std::uint32_t append(const TaskRow& row, RowState state);
  void replace(std::uint32_t at, const TaskRow& row);

  const std::string& arn(std::uint32_t row) const { return arns_[row]; }
  const TaskEventPlace& place(std::uint32_t row) const { return places_[row]; }
  Timestamp time(std::uint32_t row) const { return times_[row]; }
  bool stopped(std::uint32_t row) const { return stopped_[row]; }
  RowState state(std::uint32_t row) const { return states_[row]; }
  void set_state(std::uint32_t row, RowState state) { states_[row] = state; }
  /// Its reasons come in lower case.
  TaskRow row(std::uint32_t row) const;

  std::size_t rows() const override { return arns_.size(); }
  Result<std::shared_ptr<const TaskDictionary>> dictionary(std::size_t column) override;
  Result<std::shared_ptr<const Codes>> codes(std::size_t column) override;
  Result<std::optional<std::uint32_t>> find(std::size_t column, std::string_view value) override;

 private:
  void write_columns(std::uint32_t at, const TaskRow& row);
  bool has_id_prefix(std::uint32_t row, std::string_view prefix) const;
  void sort_by_id(std::span<std::uint32_t> rows) const;

  const std::uint64_t number_;
  const std::size_t rows_max_;
  std::size_t text_bytes_ = 0;
  std::size_t fullest_ = 0;  ///< rows, or tuples of the column that has most
  std::deque<std::string> arns_;
  NumberIndex index_;                 ///< of arns_
  std::vector<std::uint32_t> by_id_;  ///< the rows up to some, by id, then ARN
  std::vector<TaskEventPlace> places_;
  std::vector<Timestamp> times_;
  std::vector<bool> stopped_;
  std::vector<RowState> states_;
  std::array<SegmentColumn, kTaskColumns> columns_;
};

}  // namespace epitaph::storage::rocks
