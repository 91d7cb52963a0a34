#pragma once
#include <cstdint>
#include <map>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// Takes a holder's rows off the blocks that they point at, within one step of upkeep, and frees
/// the blocks that nobody holds any more. For one holder: it asks the store who else holds a block,
/// and does not know of what else the same batch takes away.
class Holdings {
 public:
  Holdings(const Database& database, HolderId holder) : database_(database), holder_(holder) {}

  /// A row that points at `block` goes.
  void drop_row(std::uint64_t block) { ++dropped_[block]; }
  /// Adds to the batch what the dropped rows cause.
  Status settle(rocksdb::WriteBatch& batch);
  /// The holder lets go of the block, however many rows are counted; nothing when it has already.
  Status release(std::uint64_t block, rocksdb::WriteBatch& batch);

  std::uint64_t freed_bytes() const { return freed_bytes_; }

 private:
  Result<std::optional<Holding>> read(std::uint64_t block) const;
  Status release(std::uint64_t block, const Holding& holding, rocksdb::WriteBatch& batch);

  const Database& database_;
  const HolderId holder_;
  std::map<std::uint64_t, std::uint64_t> dropped_;  ///< rows, by block
  std::uint64_t freed_bytes_ = 0;
};

}  // namespace epitaph::storage::rocks
