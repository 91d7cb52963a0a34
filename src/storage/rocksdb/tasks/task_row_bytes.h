#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "storage/task_row.h"

namespace epitaph::storage::rocks {

/// A task's row as a value; its ARN is in the key.
///
///   varint  version, time BE, hash u64: its place
///   time    BE
///   u8      1 when it is stopped, else 0
///   a list for each column, in the order of stored_number():
///     varint  how many; each a varint length and the text
/// Rows of older builds end before the fields that came later; those read as empty.
std::string encode(const TaskRow& row);

/// False when the bytes are not what encode() made. What `row` holds is written over, so that one
/// row for all of many spares their allocations.
bool decode_task_row(std::string_view arn, std::string_view value, TaskRow& row);

}  // namespace epitaph::storage::rocks
