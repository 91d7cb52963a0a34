#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/task_row.h"

namespace epitaph::storage::rocks {

/// The columns of tasks: one for each TaskField, and the reasons in lower case (ASCII), which are
/// there to be searched in alone.
constexpr std::size_t kTaskColumns = kTaskFields + 1;
constexpr std::size_t kReasonsColumn = kTaskFields;

/// The number of a column on the disk, which never changes: the reasons came before some fields
/// did. Rows and blocks of older builds end with the columns that there were: so many, in format 2.
constexpr std::size_t kStoredColumnsOfFormat2 = 21;
constexpr std::size_t stored_number(std::size_t column) {
  constexpr std::size_t kReasonsStored = kStoredColumnsOfFormat2 - 1;
  if (column == kReasonsColumn) return kReasonsStored;
  return column < kReasonsStored ? column : column + 1;
}

/// How often a value occurs in a block, and when.
struct TaskValueStats {
  std::uint64_t count = 0;
  Timestamp first, last;
};

/// The values of one column, and the tuples of them that rows have: a row's code is the number of
/// its tuple, so a task with three containers takes one code as one with a single container does.
class TaskDictionary {
 public:
  std::size_t values() const { return ends_.size(); }
  std::string_view value(std::size_t id) const {
    const std::size_t begin = id == 0 ? 0 : ends_[id - 1];
    return std::string_view(text_).substr(begin, ends_[id] - begin);
  }
  std::size_t tuples() const { return tuple_ends_.size(); }
  std::span<const std::uint32_t> tuple(std::size_t code) const {
    const std::size_t begin = code == 0 ? 0 : tuple_ends_[code - 1];
    return std::span(ids_).subspan(begin, tuple_ends_[code] - begin);
  }
  std::size_t text_bytes() const { return text_.size(); }
  std::size_t memory_bytes() const {
    return text_.size() + 4 * (ends_.size() + tuple_ends_.size() + ids_.size()) +
           sizeof(TaskValueStats) * stats.size();
  }

  /// Gives the number of what was added; values of a block's dictionary are added in order.
  std::uint32_t add_value(std::string_view value);
  std::uint32_t add_tuple(std::span<const std::uint32_t> ids);

  /// Of a dictionary whose values are in order: the number of one.
  std::optional<std::uint32_t> find(std::string_view value) const;

  /// By value; a block's dictionary has them, but not that of reasons.
  std::vector<TaskValueStats> stats;

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;  ///< where each value ends in the text
  std::vector<std::uint32_t> ids_, tuple_ends_;
};

/// A dictionary as it lies in the store; `base` is the earliest time of its block:
///
///   varint  how many values; for each a varint length and the text
///   u8      1 when statistics follow: for each value varint count, varint milliseconds of the
///   first
///           after `base`, varint milliseconds of the last after the first
///   varint  how many tuples; for each varint how many ids, varint each
std::string encode(const TaskDictionary& dictionary, Timestamp base);
/// nullopt when the bytes are not what encode() makes. What is allocated is bounded by their
/// number.
std::optional<TaskDictionary> decode_dictionary(std::string_view bytes, Timestamp base);

}  // namespace epitaph::storage::rocks
