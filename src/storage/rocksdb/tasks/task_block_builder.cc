#include "storage/rocksdb/tasks/task_block_builder.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/numbers_column.h"
#include "storage/rocksdb/tasks/task_arn.h"
#include "storage/rocksdb/tasks/task_reasons.h"

namespace epitaph::storage::rocks {

namespace {

constexpr std::uint32_t kUnused = ~std::uint32_t{0};

/// One column of the rows, over a dictionary of what they use alone, in the order of its values.
class ColumnBuilder {
 public:
  ColumnBuilder(const TaskDictionary& from, const Codes& codes, std::span<const std::uint32_t> rows)
      : from_(from), new_code_(from.tuples(), kUnused) {
    for (const std::uint32_t row : rows) {
      std::uint32_t& code = new_code_[codes[row]];
      if (code == kUnused) {
        code = static_cast<std::uint32_t>(tuples_.size());
        tuples_.push_back(codes[row]);
      }
      codes_.push_back(static_cast<std::uint16_t>(code));
    }
    add_values();
    for (const std::size_t tuple : tuples_) {
      std::vector<std::uint32_t> ids;
      for (const std::uint32_t id : from_.tuple(tuple)) ids.push_back(new_id_[id]);
      std::ranges::sort(ids);
      dictionary.add_tuple(ids);
    }
  }

  const Codes& codes() const { return codes_; }
  /// Rows lie by time, so the first and the last that has a tuple are its earliest and latest.
  void add_stats(const TaskSegment& segment, std::span<const std::uint32_t> rows) {
    dictionary.stats.resize(dictionary.values());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Timestamp time = segment.time(rows[i]);
      for (const std::uint32_t id : dictionary.tuple(codes_[i])) {
        TaskValueStats& stats = dictionary.stats[id];
        if (stats.count++ == 0) stats.first = time;
        stats.last = time;
      }
    }
  }

  TaskDictionary dictionary;

 private:
  void add_values() {
    new_id_.assign(from_.values(), kUnused);
    std::vector<std::uint32_t> used;
    for (const std::size_t tuple : tuples_) {
      for (const std::uint32_t id : from_.tuple(tuple)) {
        if (std::exchange(new_id_[id], 0) == kUnused) used.push_back(id);
      }
    }
    std::ranges::sort(used, {}, [this](std::uint32_t id) { return from_.value(id); });
    for (const std::uint32_t id : used) new_id_[id] = dictionary.add_value(from_.value(id));
  }

  const TaskDictionary& from_;
  std::vector<std::uint32_t> new_code_, new_id_;
  std::vector<std::size_t> tuples_;  ///< of the segment's dictionary, in the order of their codes
  Codes codes_;
};

class BlockBuilder {
 public:
  BlockBuilder(std::uint64_t number, TaskSegment& segment, std::span<const std::uint32_t> rows)
      : segment_(segment), rows_(rows) {
    block.header = {.number = number,
                    .rows = rows.size(),
                    .stopped = segment.stopped(rows.front()),
                    .earliest = segment.time(rows.front()),
                    .latest = segment.time(rows.back())};
  }

  void add_columns() {
    for (std::size_t column = 0; column < kTaskColumns; ++column) {
      ColumnBuilder built(**segment_.dictionary(column), **segment_.codes(column), rows_);
      if (column != kReasonsColumn) built.add_stats(segment_, rows_);
      std::string dictionary = encode(built.dictionary, block.header.earliest);
      if (column == kReasonsColumn) dictionary = compress_reasons(dictionary);
      add({.part = BlockPart::kDictionary, .column = column}, std::move(dictionary));
      add({.part = BlockPart::kCodes, .column = column}, encode_codes(built.codes()));
    }
  }

  void add_arns() {
    TaskDictionary stems;
    std::map<std::string, std::uint32_t> known;
    Codes codes;
    std::string ids;
    for (const std::uint32_t row : rows_) {
      const SplitArn split = split_arn(segment_.arn(row));
      const auto [at, fresh] = known.try_emplace(split.stem, stems.values());
      if (fresh) stems.add_tuple(std::array{stems.add_value(split.stem)});
      codes.push_back(static_cast<std::uint16_t>(at->second));
      ids.append(split.id.data(), split.id.size());
    }
    add({.part = BlockPart::kStems}, encode(stems, block.header.earliest));
    add({.part = BlockPart::kStemCodes}, encode_codes(codes));
    constexpr std::size_t kChunkBytes = kIdsChunk * kIdBytes;
    for (std::size_t chunk = 0; chunk * kChunkBytes < ids.size(); ++chunk) {
      add({.part = BlockPart::kIds, .chunk = chunk}, ids.substr(chunk * kChunkBytes, kChunkBytes));
    }
  }

  void add_numbers() {
    const auto add_each = [this](BlockPart part, auto number_of) {
      std::vector<std::int64_t> numbers;
      for (const std::uint32_t row : rows_) numbers.push_back(number_of(row));
      add({.part = part}, NumbersColumn::encode(numbers));
    };
    add_each(BlockPart::kTimes,
             [this](auto row) { return segment_.time(row).time_since_epoch().count(); });
    add_each(BlockPart::kVersions,
             [this](auto row) { return static_cast<std::int64_t>(segment_.place(row).version); });
    add_each(BlockPart::kPlaceTimes, [this](auto row) {
      return wrapping_difference(segment_.place(row).time, segment_.time(row));
    });
    add_each(BlockPart::kHashes,
             [this](auto row) { return static_cast<std::int64_t>(segment_.place(row).hash); });
  }

  BuiltTaskBlock block;

 private:
  void add(BlockPartId id, std::string value) {
    id.block = block.header.number;
    block.parts.emplace_back(block_part_key(id), std::move(value));
  }

  TaskSegment& segment_;
  std::span<const std::uint32_t> rows_;
};

}  // namespace

BuiltTaskBlock build_task_block(std::uint64_t number, TaskSegment& segment,
                                std::span<const std::uint32_t> rows) {
  BlockBuilder builder(number, segment, rows);
  builder.add_columns();
  builder.add_arns();
  builder.add_numbers();
  return std::move(builder.block);
}

}  // namespace epitaph::storage::rocks
