#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "storage/rocksdb/tasks/task_block_keys.h"
#include "storage/rocksdb/tasks/task_segment.h"

namespace epitaph::storage::rocks {

/// A block as it is about to be written: its header, and its other parts as keys and values.
struct BuiltTaskBlock {
  TaskBlockHeader header;
  std::vector<std::pair<std::string, std::string>> parts;
};

/// Makes a block of `rows` of a segment: not empty, sorted by time, then ARN, all stopped or none.
BuiltTaskBlock build_task_block(std::uint64_t number, TaskSegment& segment,
                                std::span<const std::uint32_t> rows);

}  // namespace epitaph::storage::rocks
