#include "storage/rocksdb/tasks/task_block.h"

#include <algorithm>

#include <fmt/format.h>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/task_arn.h"
#include "storage/rocksdb/tasks/task_reasons.h"

namespace epitaph::storage::rocks {

namespace {

std::size_t bytes_of(const Codes& codes) { return codes.size() * sizeof codes[0]; }
std::size_t bytes_of(const std::string& text) { return text.size(); }
template <class T>
std::size_t bytes_of(const T& part) {
  return part.memory_bytes();
}

/// Each counted value lies within the block, in so many rows that there are.
bool fits(const TaskDictionary& dictionary, const TaskBlockHeader& header) {
  return std::ranges::all_of(dictionary.stats, [&](const TaskValueStats& stats) {
    return stats.count <= header.rows && stats.first >= header.earliest &&
           stats.last <= header.latest;
  });
}

/// Of a column that an older build did not write: no row has a value.
std::shared_ptr<const TaskDictionary> no_values() {
  TaskDictionary dictionary;
  dictionary.add_tuple({});
  return std::make_shared<const TaskDictionary>(std::move(dictionary));
}

}  // namespace

template <class T, class Decode>
Result<std::shared_ptr<const T>> TaskBlock::part(BlockPartId id, Decode decode) {
  id.block = header_.number;
  const std::string key = block_part_key(id);
  if (const auto found = cache_.find(key)) return std::static_pointer_cast<const T>(found);
  EPITAPH_TRY(stored, database_.get(Family::kTaskBlocks, key, snapshot_));
  const auto damaged = [&](std::string_view how) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("block {} of tasks: part {} of column {} is {}", id.block,
                             static_cast<int>(id.part), id.column, how)};
  };
  if (!stored) return damaged("missing");
  std::optional<T> decoded = decode(*stored);
  if (!decoded) return damaged("damaged");
  const std::size_t bytes = bytes_of(*decoded);
  auto shared = std::make_shared<const T>(std::move(*decoded));
  cache_.keep(key, shared, bytes);
  return shared;
}

Result<std::shared_ptr<const TaskDictionary>> TaskBlock::dictionary(std::size_t column) {
  if (!header_.has(column)) return no_values();
  const BlockPartId id{.part = BlockPart::kDictionary, .column = column};
  return part<TaskDictionary>(id, [&](std::string_view stored) -> std::optional<TaskDictionary> {
    std::optional<std::string> reasons;
    if (column == kReasonsColumn) {
      reasons = decompress_reasons(stored);
      if (!reasons) return std::nullopt;
      stored = *reasons;
    }
    auto decoded = decode_dictionary(stored, header_.earliest);
    const bool with_stats = decoded && decoded->stats.size() == decoded->values();
    if (!decoded || !fits(*decoded, header_) || (column != kReasonsColumn && !with_stats)) {
      return std::nullopt;
    }
    return decoded;
  });
}

Result<std::shared_ptr<const Codes>> TaskBlock::codes(std::size_t column) {
  if (!header_.has(column)) return std::make_shared<const Codes>(header_.rows);
  EPITAPH_TRY(known, dictionary(column));
  return part<Codes>({.part = BlockPart::kCodes, .column = column}, [&](std::string_view stored) {
    return decode_codes(stored, header_.rows, known->tuples());
  });
}

Result<std::optional<std::uint32_t>> TaskBlock::find(std::size_t column, std::string_view value) {
  EPITAPH_TRY(known, dictionary(column));
  return known->find(value);
}

Result<std::shared_ptr<const NumbersColumn>> TaskBlock::numbers(BlockPart of) {
  return part<NumbersColumn>({.part = of}, [&](std::string_view stored) {
    return NumbersColumn::decode(stored, header_.rows);
  });
}

Result<std::shared_ptr<const NumbersColumn>> TaskBlock::times() {
  return numbers(BlockPart::kTimes);
}

Result<std::shared_ptr<const TaskDictionary>> TaskBlock::stems() {
  return part<TaskDictionary>({.part = BlockPart::kStems},
                              [&](std::string_view stored) -> std::optional<TaskDictionary> {
                                auto decoded = decode_dictionary(stored, header_.earliest);
                                if (!decoded || decoded->tuples() != decoded->values())
                                  return std::nullopt;
                                for (std::size_t i = 0; i < decoded->values(); ++i) {
                                  if (decoded->value(i).empty() || decoded->tuple(i).size() != 1)
                                    return std::nullopt;
                                }
                                return decoded;
                              });
}

Result<std::string> TaskBlock::arn(std::uint32_t row) {
  EPITAPH_TRY(known, stems());
  EPITAPH_TRY(codes, part<Codes>({.part = BlockPart::kStemCodes}, [&](std::string_view stored) {
                return decode_codes(stored, header_.rows, known->tuples());
              }));
  const std::size_t chunk = row / kIdsChunk;
  const std::size_t in_chunk = std::min(kIdsChunk, header_.rows - chunk * kIdsChunk);
  EPITAPH_TRY(ids, part<std::string>({.part = BlockPart::kIds, .chunk = chunk},
                                     [&](std::string_view stored) -> std::optional<std::string> {
                                       if (stored.size() != in_chunk * kIdBytes) return {};
                                       return std::string(stored);
                                     }));
  return join_arn(known->value((*codes)[row]),
                  std::string_view(*ids).substr(row % kIdsChunk * kIdBytes, kIdBytes));
}

Result<TaskEventPlace> TaskBlock::place(std::uint32_t row) {
  EPITAPH_TRY(time, times());
  EPITAPH_TRY(version, numbers(BlockPart::kVersions));
  EPITAPH_TRY(place_time, numbers(BlockPart::kPlaceTimes));
  EPITAPH_TRY(hash, numbers(BlockPart::kHashes));
  const Timestamp own{std::chrono::milliseconds{(*time)[row]}};
  return TaskEventPlace{.version = static_cast<std::uint64_t>((*version)[row]),
                        .time = wrapping_sum(own, (*place_time)[row]),
                        .hash = static_cast<std::uint64_t>((*hash)[row])};
}

Result<TaskRow> TaskBlock::row(std::uint32_t at) {
  EPITAPH_TRY(arn, this->arn(at));
  EPITAPH_TRY(place, this->place(at));
  EPITAPH_TRY(time, times());
  TaskRow row{.arn = std::move(arn),
              .place = place,
              .time = Timestamp{std::chrono::milliseconds{(*time)[at]}},
              .stopped = header_.stopped};
  for (std::size_t column = 0; column < kTaskColumns; ++column) {
    auto& values = column == kReasonsColumn ? row.reasons : row.values[column];
    EPITAPH_TRY(known, dictionary(column));
    EPITAPH_TRY(own, codes(column));
    for (const std::uint32_t id : known->tuple((*own)[at])) values.emplace_back(known->value(id));
  }
  return row;
}

}  // namespace epitaph::storage::rocks
