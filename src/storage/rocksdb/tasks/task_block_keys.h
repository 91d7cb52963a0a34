#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/rocksdb_storage.h"
#include "storage/rocksdb/tasks/task_dictionary.h"

namespace epitaph::storage::rocks {

/// The parts of a block of tasks, each a row of the family task_blocks. Like parts of all blocks
/// lie beside each other: what is read for all of history is read in one go.
///
///   part u8, stored_number(column) u8, block BE, chunk u8 -> as the part says
enum class BlockPart : std::uint8_t {
  kHeader,      ///< varint rows, u8 1 when its tasks have stopped, time earliest, time latest,
                ///< varint columns (absent in format 2)
  kDead,        ///< varint for each row that counts no more: its distance from the one before
  kDictionary,  ///< by column: task_dictionary.h; of the reasons compressed with zstd
  kCodes,       ///< by column: codes_column.h
  kTimes,       ///< numbers_column.h
  kStems,       ///< a dictionary of the ARNs' stems (task_arn.h), a tuple each
  kStemCodes,   ///< codes_column.h
  kIds,         ///< by chunk of 4096 rows: 16 bytes each
  kVersions,    ///< numbers_column.h, and likewise
  kPlaceTimes,  ///< milliseconds of the place's time after the row's
  kHashes,
};

/// So many tasks share a block: enough that a block's own dictionaries weigh little, and few enough
/// that what one is asked for is read in a moment. Their codes have 16 bits.
constexpr std::size_t kBlockTasksMax = kSegmentTasksMax;
constexpr std::size_t kIdsChunk = 4096;
constexpr std::size_t kIdBytes = 16;

struct BlockPartId {
  BlockPart part = BlockPart::kHeader;
  std::size_t column = 0;
  std::uint64_t block = 0;
  std::size_t chunk = 0;
};

std::string block_part_key(const BlockPartId& id);
/// What the keys of a part of all blocks begin with.
std::string block_part_prefix(BlockPart part);
std::optional<std::uint64_t> decode_block_of_part_key(std::string_view key);
/// All parts that a block can have.
std::vector<BlockPartId> block_parts(std::uint64_t block, std::size_t rows);

/// What is known of a block without reading it.
struct TaskBlockHeader {
  std::uint64_t number = 0;
  std::size_t rows = 0;
  bool stopped = false;
  Timestamp earliest, latest;
  std::size_t columns = kTaskColumns;  ///< that it has, by stored_number()

  bool has(std::size_t column) const { return stored_number(column) < columns; }
};
std::string encode(const TaskBlockHeader& header);
std::optional<TaskBlockHeader> decode_task_block_header(std::uint64_t number,
                                                        std::string_view value);

/// By row, whether it counts no more; empty: all count.
using DeadRows = std::vector<bool>;
std::string encode_dead(const DeadRows& dead);
std::optional<DeadRows> decode_dead(std::string_view value, std::size_t rows);

/// Where the row of a task lies. In the family task_ids under an empty value:
///   id_key_prefix_of(ARN), block BE, row BE u64
struct TaskRowRef {
  std::uint64_t block = 0;
  std::uint32_t row = 0;
};
std::string task_id_key(std::string_view arn, const TaskRowRef& ref);
std::optional<TaskRowRef> decode_task_id_key(std::string_view key);

}  // namespace epitaph::storage::rocks
