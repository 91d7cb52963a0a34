#pragma once
#include <filesystem>

#include "base/result.h"

namespace epitaph::storage::rocks {

/// Looks through the write-ahead logs of a folder before RocksDB replays them, for damage that
/// RocksDB would take for a torn end, silently dropping all that comes behind.
///
/// Every write of ours is on disk before the next one begins. So a power cut can tear the last
/// record only, whose caller never got an answer; where a whole record with a later sequence number
/// begins behind a broken one, the broken one had been acknowledged, and the disk has lost it.
///
/// A log (RocksDB's wiki, "Write Ahead Log File Format") is a row of blocks of 32 KiB, each a row
/// of
///   u32 LE masked CRC-32C of what follows the length, u16 LE length, u8 type, payload
/// of types full 1, first 2, middle 3, last 4; a record's payload begins with its u64 LE sequence
/// number.
/// Errors: kCorrupt, naming the log and the place; kIo.
Status check_logs(const std::filesystem::path& folder);

}  // namespace epitaph::storage::rocks
