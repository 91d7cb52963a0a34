#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "base/result.h"
#include "storage/rocksdb/rocksdb_storage.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// RocksDB with our families open. Safe from any thread; written to by the committer alone.
class Database {
 public:
  /// Errors: as open_rocksdb() has them.
  static Result<std::unique_ptr<Database>> open(const RocksdbOptions& options);
  /// After a failed write RocksDB is left as it is, its folder locked, until the process ends: it
  /// would try the broken log again, and as Debian builds it, with its assertions, abort over that.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }

  /// Reads one row, as of `snapshot` or of now.
  Result<std::optional<std::string>> get(Family family, std::string_view key,
                                         const rocksdb::Snapshot* snapshot = nullptr) const;
  /// The same without a copy: `value` holds on to where the row lies. False when there is none.
  Result<bool> get(Family family, std::string_view key, const rocksdb::Snapshot* snapshot,
                   rocksdb::PinnableSlice& value) const;

  /// Writes and syncs. Errors: kIo.
  Status write(rocksdb::WriteBatch& batch);

 private:
  Database() = default;
  void sort_into_files();

  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> handles_{};
  bool failed_ = false;  ///< the committer's
};

/// The store as it is when this is made, for whom several reads have to agree.
class Snapshot {
 public:
  explicit Snapshot(const Database& database) : db_(database.db()), snapshot_(db_.GetSnapshot()) {}
  ~Snapshot() { db_.ReleaseSnapshot(snapshot_); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  const rocksdb::Snapshot* get() const { return snapshot_; }

 private:
  rocksdb::DB& db_;
  const rocksdb::Snapshot* snapshot_;
};

/// From `lower`, inclusive, to `upper`, exclusive; an empty upper is the end of the family.
struct KeyRange {
  std::string lower, upper;
  static KeyRange of_prefix(std::string prefix);
};

/// Deletes all rows of a range.
void delete_range(rocksdb::WriteBatch& batch, const Database& database, Family family,
                  const KeyRange& range);

/// Whether one walk stays within one stream or subject, so that files without it can be left out.
enum class Reach : std::uint8_t { kAnywhere, kOnePrefix };

/// Walks the rows of a range, in either direction, as of `snapshot` or of the moment it is made.
/// What key() and value() give holds until the next move.
class RangeWalk {
 public:
  RangeWalk(const Database& database, Family family, KeyRange range,
            const rocksdb::Snapshot* snapshot = nullptr, Reach reach = Reach::kAnywhere);

  void seek_first();
  void seek_last();
  void seek(std::string_view key) { iterator_->Seek(key); }
  /// To the last row before `key`.
  void seek_before(std::string_view key);
  void seek_at_or_before(std::string_view key) { iterator_->SeekForPrev(key); }
  void next() { iterator_->Next(); }
  void prev() { iterator_->Prev(); }

  bool valid() const { return iterator_->Valid(); }
  std::string_view key() const { return iterator_->key().ToStringView(); }
  std::string_view value() const { return iterator_->value().ToStringView(); }
  /// To be asked when valid() became false: an end of the range and a failure look alike there.
  Status status() const;

 private:
  KeyRange range_;
  rocksdb::Slice lower_, upper_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

/// The error of a row that does not decode.
Error bad_row(std::string_view family);

}  // namespace epitaph::storage::rocks
