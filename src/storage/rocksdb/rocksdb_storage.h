#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "storage/storage.h"

namespace epitaph::storage {

constexpr std::size_t kSegmentTasksMax = std::size_t{1} << 16;

struct RocksdbOptions {
  /// The store's own folder: nothing else may lie in it. Made when it is missing.
  std::filesystem::path path;
  /// Must outlive the Storage; absent: the machine's clock. Only retired groups and
  /// queues ask it.
  const Clock* clock = nullptr;

  /// Calls of commit() that may wait at once, and their bytes; past either kUnavailable. A single
  /// call larger than the limit is taken when it is alone. 64 MiB are what one core packs in well
  /// under a second, so nobody waits long for a refusal or an answer.
  std::size_t queued_commits_max = 4096;
  std::size_t queued_bytes_max = std::size_t{64} << 20;

  /// Index blocks and filters of the files on disk, uncompressed.
  std::size_t index_cache_bytes = std::size_t{64} << 20;
  /// Blocks of bodies, uncompressed, shared by all readers.
  std::size_t body_cache_bytes = std::size_t{32} << 20;
  /// Columns of tasks, decoded, shared by all searches and counts.
  std::size_t column_cache_bytes = std::size_t{64} << 20;
  /// So many tasks are gathered in memory before they are sealed into a block; kSegmentTasksMax, or
  /// less where a test is to see it happen.
  std::size_t segment_tasks_max = kSegmentTasksMax;
  /// What was written and lies in memory, and in the log alone, until it is sorted into files.
  std::size_t write_buffer_bytes = std::size_t{64} << 20;
  int open_files_max = 512;
};

/// Longest body that a commit may carry; the domain's own limits are far below.
constexpr std::size_t kBodyBytesMax = std::size_t{16} << 20;

/// Opens the store in `options.path`, or makes it when the folder is missing or empty.
/// The last reference to a cursor must be gone before the Storage goes; what is queued is written
/// first. After a failed write the store only reads: every commit gets kIo until the process is
/// started again, since nobody knows before what of it reached the disk; till then the folder stays
/// locked, even when the Storage goes.
/// commit() also refuses as kInvalid a body over kBodyBytesMax, and a NUL where storage.h forbids
/// it.
/// Errors: kUnavailable "data folder X is in use by another process"; kInvalid "data folder X was
/// written by a newer Epitaph (format N, this one reads up to M)" or "data folder X holds …" when
/// the folder is not ours; kCorrupt when the log lost something that had been acknowledged; kIo.
Result<std::unique_ptr<Storage>> open_rocksdb(const RocksdbOptions& options);

}  // namespace epitaph::storage
