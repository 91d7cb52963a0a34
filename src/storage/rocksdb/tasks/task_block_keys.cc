#include "storage/rocksdb/tasks/task_block_keys.h"

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/task_arn.h"

namespace epitaph::storage::rocks {

std::string block_part_prefix(BlockPart part) {
  return ByteWriter{}.u8(static_cast<std::uint8_t>(part)).take();
}

std::string block_part_key(const BlockPartId& id) {
  ByteWriter out;
  out.text(block_part_prefix(id.part))
      .u8(static_cast<std::uint8_t>(stored_number(id.column)))
      .u64(id.block);
  return out.u8(static_cast<std::uint8_t>(id.chunk)).take();
}

std::optional<std::uint64_t> decode_block_of_part_key(std::string_view key) {
  ByteReader in(key);
  (void)in.u8();
  (void)in.u8();
  const std::uint64_t block = in.u64();
  (void)in.u8();
  if (!in.done()) return std::nullopt;
  return block;
}

std::vector<BlockPartId> block_parts(std::uint64_t block, std::size_t rows) {
  std::vector<BlockPartId> parts;
  for (std::size_t column = 0; column < kTaskColumns; ++column) {
    parts.push_back({.part = BlockPart::kDictionary, .column = column, .block = block});
    parts.push_back({.part = BlockPart::kCodes, .column = column, .block = block});
  }
  for (const BlockPart part :
       {BlockPart::kHeader, BlockPart::kDead, BlockPart::kTimes, BlockPart::kStems,
        BlockPart::kStemCodes, BlockPart::kVersions, BlockPart::kPlaceTimes, BlockPart::kHashes}) {
    parts.push_back({.part = part, .block = block});
  }
  for (std::size_t chunk = 0; chunk * kIdsChunk < rows; ++chunk) {
    parts.push_back({.part = BlockPart::kIds, .block = block, .chunk = chunk});
  }
  return parts;
}

std::string encode(const TaskBlockHeader& header) {
  ByteWriter out;
  out.varint(header.rows).u8(header.stopped ? 1 : 0);
  return out.time(header.earliest).time(header.latest).varint(header.columns).take();
}

std::optional<TaskBlockHeader> decode_task_block_header(std::uint64_t number,
                                                        std::string_view value) {
  ByteReader in(value);
  TaskBlockHeader header{.number = number};
  header.rows = in.varint();
  header.stopped = in.u8() == 1;
  header.earliest = in.time();
  header.latest = in.time();
  header.columns = in.rest().empty() ? kStoredColumnsOfFormat2 : in.varint();
  if (!in.done() || header.rows == 0 || header.rows > kBlockTasksMax ||
      header.columns < kStoredColumnsOfFormat2) {
    return std::nullopt;
  }
  return header;
}

std::string encode_dead(const DeadRows& dead) {
  ByteWriter out;
  std::size_t last = 0;
  for (std::size_t row = 0; row < dead.size(); ++row) {
    if (!dead[row]) continue;
    out.varint(row - last);
    last = row;
  }
  return out.take();
}

std::optional<DeadRows> decode_dead(std::string_view value, std::size_t rows) {
  ByteReader in(value);
  DeadRows dead(rows);
  std::uint64_t row = 0;
  while (!in.rest().empty()) {
    row += in.varint();
    if (!in.ok() || row >= rows) return std::nullopt;
    dead[row] = true;
  }
  return dead;
}

std::string task_id_key(std::string_view arn, const TaskRowRef& ref) {
  return ByteWriter{}.text(id_key_prefix_of(arn)).u64(ref.block).u64(ref.row).take();
}

std::optional<TaskRowRef> decode_task_id_key(std::string_view key) {
  ByteReader in(key);
  (void)in.text(kIdKeyPrefixBytes);
  TaskRowRef ref;
  ref.block = in.u64();
  ref.row = static_cast<std::uint32_t>(in.u64());
  if (!in.done()) return std::nullopt;
  return ref;
}

}  // namespace epitaph::storage::rocks
