#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// Takes rows of holders off the blocks that they point at, and frees the blocks that nobody holds
/// any more. For one batch: it asks the store who else holds a block, and knows beside that only
/// who has let go in here.
class Holdings {
 public:
  explicit Holdings(const Database& database) : database_(database) {}

  /// A row of `holder` that points at `block` goes.
  void drop_row(HolderId holder, std::uint64_t block) { ++dropped_[{block, holder}]; }
  /// Once: adds to the batch what the dropped rows cause.
  Status settle(rocksdb::WriteBatch& batch);
  /// The holder lets go of the block, however many rows are counted; nothing when it has already.
  Status release(HolderId holder, std::uint64_t block, rocksdb::WriteBatch& batch);

  std::uint64_t freed_bytes() const { return freed_bytes_; }

 private:
  using Place = std::pair<std::uint64_t, HolderId>;  // block, holder

  Result<std::optional<Holding>> read(const Place& place) const;
  Status release(const Place& place, const Holding& holding, rocksdb::WriteBatch& batch);
  Result<bool> is_held(const Place& place) const;

  const Database& database_;
  std::map<Place, std::uint64_t> dropped_;  ///< rows
  std::set<Place> released_;
  std::uint64_t freed_bytes_ = 0;
};

}  // namespace epitaph::storage::rocks
