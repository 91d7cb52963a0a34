#include "storage/rocksdb/database_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/table_properties_collectors.h>

#include "storage/rocksdb/block_repacker.h"
#include "storage/rocksdb/key_prefixes.h"
#include "storage/rocksdb/merge_operators.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

namespace {

using rocksdb::ColumnFamilyOptions;

/// Filters and indexes live in the same bounded cache as the data: memory stays what was asked
/// for, however much lies on the disk.
rocksdb::BlockBasedTableOptions table_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  // In pieces of a few KiB under a small top: whole, the filter of a large file is megabytes, and
  // where the cache cannot keep it every look at the file reads all of it.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_size = std::size_t{16} << 10;
  table.format_version = 5;
  return table;
}

/// Rows of an index: short, and much alike from one to the next. What is in them is mostly ids in
/// hexadecimal digits, which LZ4 leaves at a byte a digit and zstd packs into half. Young files,
/// which a start may have to write, are packed quickly; past level 5 there is nothing to gain.
ColumnFamilyOptions index_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  ColumnFamilyOptions family;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(cache)));
  family.compression = rocksdb::kZSTD;
  family.compression_opts.level = 1;
  family.bottommost_compression = rocksdb::kZSTD;
  family.bottommost_compression_opts.level = 5;
  family.bottommost_compression_opts.enabled = true;
  family.level_compaction_dynamic_level_bytes = true;
  family.write_buffer_size = std::size_t{16} << 20;
  // Retention deletes from one end: what is left of it must not be walked over for ever.
  family.table_properties_collector_factories.push_back(
      rocksdb::NewCompactOnDeletionCollectorFactory(8192, 4096));
  return family;
}

/// Blocks come compressed, with rising keys: their files never overlap, so compaction only moves
/// them down. Readers keep them unpacked in a cache of their own.
ColumnFamilyOptions packed_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  ColumnFamilyOptions family = index_options(cache);
  family.compression = rocksdb::kNoCompression;
  family.bottommost_compression = rocksdb::kDisableCompressionOption;
  family.write_buffer_size = std::size_t{32} << 20;
  return family;
}

/// Bodies are packed more thoroughly on their way into a file.
ColumnFamilyOptions repacked_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  ColumnFamilyOptions family = packed_options(cache);
  family.compaction_filter_factory = block_repacker();
  // Else RocksDB writes every file anew once a month, for filters that drop what has grown old.
  family.periodic_compaction_seconds = 0;
  return family;
}

/// A busy stream collects an operand a commit; folded in memory, a reader never meets many.
ColumnFamilyOptions merged_options(const std::shared_ptr<rocksdb::Cache>& cache,
                                   std::shared_ptr<rocksdb::MergeOperator> merge) {
  ColumnFamilyOptions family = index_options(cache);
  family.merge_operator = std::move(merge);
  family.max_successive_merges = 64;
  return family;
}

ColumnFamilyOptions prefixed_options(const std::shared_ptr<rocksdb::Cache>& cache,
                                     std::shared_ptr<const rocksdb::SliceTransform> prefix) {
  auto table = table_options(cache);
  table.whole_key_filtering = false;  // nobody asks for one row by its key
  ColumnFamilyOptions family = index_options(cache);
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  family.prefix_extractor = std::move(prefix);
  return family;
}

/// Rows that are only ever walked over: nobody asks whether one is there.
ColumnFamilyOptions walked_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  auto table = table_options(cache);
  table.filter_policy.reset();
  table.partition_filters = false;
  ColumnFamilyOptions family = index_options(cache);
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return family;
}

}  // namespace

rocksdb::DBOptions database_options(const RocksdbOptions& options) {
  rocksdb::DBOptions db;
  db.create_if_missing = true;
  db.create_missing_column_families = true;
  db.db_write_buffer_size = options.write_buffer_bytes;
  db.max_open_files = options.open_files_max;
  db.max_background_jobs = 2;
  // What a start after a kill may have to replay (one after an orderly end has next to nothing);
  // families that are seldom written would else hold every log. Four times as much made no
  // difference to how fast commits are.
  db.max_total_wal_size = options.write_buffer_bytes / 2;
  db.bytes_per_sync = std::size_t{1} << 20;

  // Replay stops at the first record that is not whole. Every write is synced before the next one
  // begins, so only the last record of the log can be torn, and nobody was told that it is safe.
  // Stopping earlier would mean a damaged disk, and log_check.h makes sure that it does not pass
  // for the former. The stricter modes refuse to start after a plain power cut.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  db.track_and_verify_wals_in_manifest = true;
  // RocksDB would retry by itself after some errors; which writes then hold is anybody's guess.
  db.max_bgerror_resume_count = 0;

  db.skip_stats_update_on_db_open = true;  // for a fast start; compaction catches up
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  db.keep_log_file_num = 4;
  db.max_log_file_size = std::size_t{4} << 20;
  db.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  return db;
}

std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors(const RocksdbOptions& options) {
  const auto cache = rocksdb::NewLRUCache(options.index_cache_bytes);
  const ColumnFamilyOptions index = index_options(cache);
  return {{rocksdb::kDefaultColumnFamilyName, index},
          {"bodies", repacked_options(cache)},
          {"holders", index},
          {"usage", merged_options(cache, usage_merge())},
          {"stream_events", prefixed_options(cache, stream_key_prefix())},
          {"group_events", walked_options(cache)},
          {"streams", merged_options(cache, stream_merge())},
          {"subject_events", prefixed_options(cache, subject_key_prefix())},
          {"documents", index},
          {"events_by_time", walked_options(cache)},
          {"task_rows", index},
          {"task_blocks", packed_options(cache)},
          {"task_places", prefixed_options(cache, task_place_prefix())},
          {"queue_items", index}};
}

}  // namespace epitaph::storage::rocks
