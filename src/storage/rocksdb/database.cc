#include "storage/rocksdb/database.h"

#include <mutex>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/database_options.h"
#include "storage/rocksdb/log_check.h"
#include "storage/rocksdb/store_folder.h"
#include "storage/rocksdb/to_error.h"

namespace epitaph::storage::rocks {

namespace {

// RocksDB has no code of its own for this. It is the file LOCK in the folder that it cannot lock,
// whether another process holds it or this one does.
bool is_locked(const rocksdb::Status& status) {
  return status.IsIOError() && status.ToString().find("/LOCK") != std::string::npos;
}

constexpr std::uint64_t kUnsortedLeftMax = std::uint64_t{8} << 20;

/// A database that must not be destroyed, and the handles that belong to it.
struct Abandoned {
  rocksdb::DB* db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
};

/// Keeps it reachable, so that nobody takes it for a leak.
void abandon(Abandoned database) {
  static std::mutex mutex;
  static auto* const abandoned =
      new std::vector<Abandoned>;  // NOLINT(cppcoreguidelines-owning-memory)
  const std::scoped_lock lock(mutex);
  abandoned->push_back(std::move(database));
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const RocksdbOptions& options) {
  EPITAPH_CHECK(claim_store_folder(options.path));
  EPITAPH_CHECK(check_logs(options.path));
  const std::string path = options.path.string();
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto status = rocksdb::DB::Open(database_options(options), path,
                                        family_descriptors(options), &handles, &opened);
  if (is_locked(status)) {
    return Error{ErrorKind::kUnavailable,
                 fmt::format("data folder {} is in use by another process", path)};
  }
  if (!status.ok()) return to_error(status, fmt::format("data folder {}: open", path));

  std::unique_ptr<Database> database(new Database);  // NOLINT(cppcoreguidelines-owning-memory)
  database->db_.reset(opened);
  std::ranges::copy(handles, database->handles_.begin());
  return database;
}

Database::~Database() {
  if (failed_) {
    abandon({db_.release(), {handles_.begin(), handles_.end()}});
    return;
  }
  sort_into_files();
  for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
}

/// So that the next start has no log to replay, which takes it half a second at the most. A little
/// is left to be replayed: files of a few rows each would cost more than they spare. A failure
/// loses nothing, for all of it is in the log.
void Database::sort_into_files() {
  std::uint64_t unsorted = 0;
  if (!db_->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables, &unsorted) ||
      unsorted < kUnsortedLeftMax) {
    return;
  }
  const auto flushed = db_->Flush(rocksdb::FlushOptions{}, {handles_.begin(), handles_.end()});
  if (!flushed.ok()) spdlog::warn("the log stays to be replayed cause={}", flushed.ToString());
}

Result<std::optional<std::string>> Database::get(Family from, std::string_view key,
                                                 const rocksdb::Snapshot* snapshot) const {
  std::string value;
  rocksdb::PinnableSlice pinned(&value);
  EPITAPH_TRY(found, get(from, key, snapshot, pinned));
  if (!found) return std::optional<std::string>{};
  if (pinned.IsPinned()) value.assign(pinned.data(), pinned.size());
  return std::optional{std::move(value)};
}

Result<bool> Database::get(Family from, std::string_view key, const rocksdb::Snapshot* snapshot,
                           rocksdb::PinnableSlice& value) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  // Blocks are kept unpacked elsewhere; as they are they would push the indexes out.
  options.fill_cache = from != Family::kBodies && from != Family::kTaskBlocks;
  const auto status = db_->Get(options, family(from), key, &value);
  if (status.IsNotFound()) return false;
  if (!status.ok()) return to_error(status, "read a row");
  return true;
}

Status Database::write(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  if (const auto status = db_->Write(options, &batch); !status.ok()) {
    failed_ = true;
    return to_error(status, "write a commit");
  }
  return Done{};
}

KeyRange KeyRange::of_prefix(std::string prefix) {
  std::string upper = end_of_prefix(prefix);
  return {.lower = std::move(prefix), .upper = std::move(upper)};
}

void delete_range(rocksdb::WriteBatch& batch, const Database& database, Family family,
                  const KeyRange& range) {
  // RocksDB has no open end here; no key of ours begins with this.
  const std::string upper = range.upper.empty() ? std::string(64, '\xff') : range.upper;
  batch.DeleteRange(database.family(family), range.lower, upper);
}

RangeWalk::RangeWalk(const Database& database, Family family, KeyRange range,
                     const rocksdb::Snapshot* snapshot, Reach reach)
    : range_(std::move(range)), lower_(range_.lower), upper_(range_.upper) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  options.total_order_seek = reach == Reach::kAnywhere;
  options.iterate_lower_bound = &lower_;
  if (!range_.upper.empty()) options.iterate_upper_bound = &upper_;
  iterator_.reset(database.db().NewIterator(options, database.family(family)));
}

void RangeWalk::seek_first() { iterator_->Seek(lower_); }

void RangeWalk::seek_last() {
  if (range_.upper.empty()) {
    iterator_->SeekToLast();
  } else {
    seek_before(range_.upper);
  }
}

void RangeWalk::seek_before(std::string_view key) {
  iterator_->SeekForPrev(key);
  if (valid() && this->key() == key) iterator_->Prev();
}

Status RangeWalk::status() const {
  if (const auto status = iterator_->status(); !status.ok()) return to_error(status, "walk rows");
  return Done{};
}

Error bad_row(std::string_view family) {
  return {ErrorKind::kCorrupt, fmt::format("{}: a row cannot be read", family)};
}

}  // namespace epitaph::storage::rocks
