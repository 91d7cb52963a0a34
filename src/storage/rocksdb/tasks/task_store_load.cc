#include <algorithm>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/task_row_bytes.h"
#include "storage/rocksdb/tasks/task_store.h"

namespace epitaph::storage::rocks {

Status TaskStore::load() {
  EPITAPH_CHECK(load_blocks());
  return load_rows();
}

Status TaskStore::load_blocks() {
  auto blocks = std::make_shared<SealedBlocks>();
  RangeWalk headers(database_, Family::kTaskBlocks,
                    KeyRange::of_prefix(block_part_prefix(BlockPart::kHeader)));
  for (headers.seek_first(); headers.valid(); headers.next()) {
    const auto number = decode_block_of_part_key(headers.key());
    if (!number) return bad_row("task_blocks");
    const auto header = decode_task_block_header(*number, headers.value());
    if (!header) return bad_row("task_blocks");
    blocks->emplace(*number, SealedBlock{.header = *header});
  }
  EPITAPH_CHECK(headers.status());

  RangeWalk dead(database_, Family::kTaskBlocks,
                 KeyRange::of_prefix(block_part_prefix(BlockPart::kDead)));
  for (dead.seek_first(); dead.valid(); dead.next()) {
    const auto number = decode_block_of_part_key(dead.key());
    if (!number) return bad_row("task_blocks");
    const auto block = blocks->find(*number);
    if (block == blocks->end()) continue;
    auto rows = decode_dead(dead.value(), block->second.header.rows);
    if (!rows) return bad_row("task_blocks");
    block->second.dead_count = static_cast<std::size_t>(std::ranges::count(*rows, true));
    block->second.dead = std::make_shared<const DeadRows>(std::move(*rows));
  }
  EPITAPH_CHECK(dead.status());
  blocks_ = std::move(blocks);
  return Done{};
}

/// In the order of their segments, as they were put; the last is the active one.
Status TaskStore::load_rows() {
  TaskRow row;
  RangeWalk walk(database_, Family::kTaskRows, {});
  for (walk.seek_first(); walk.valid(); walk.next()) {
    ByteReader key(walk.key());
    const std::uint64_t segment = key.u64();
    if (!decode_task_row(key.rest(), walk.value(), row) || !key.ok()) return bad_row("task_rows");
    if (!active_) active_ = std::make_shared<TaskSegment>(segment, segment_tasks_max_);
    put(row, segment, Origin::kWritten);
  }
  EPITAPH_CHECK(walk.status());
  if (!active_) {
    // Behind all that blocks were made of.
    const std::uint64_t next = blocks_->empty() ? 0 : blocks_->rbegin()->first / 2 + 1;
    active_ = std::make_shared<TaskSegment>(next, segment_tasks_max_);
  }
  return Done{};
}

}  // namespace epitaph::storage::rocks
