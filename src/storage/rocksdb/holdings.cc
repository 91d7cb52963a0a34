#include "storage/rocksdb/holdings.h"

namespace epitaph::storage::rocks {

Result<std::optional<Holding>> Holdings::read(std::uint64_t block) const {
  EPITAPH_TRY(value, database_.get(Family::kHolders, holding_key(holder_, block)));
  if (!value) return std::optional<Holding>{};
  auto holding = decode_holding(*value);
  if (!holding) return bad_row("holders");
  return holding;
}

Status Holdings::settle(rocksdb::WriteBatch& batch) {
  for (const auto& [block, rows] : dropped_) {
    EPITAPH_TRY(holding, read(block));
    if (!holding) continue;
    if (holding->rows > rows) {
      holding->rows -= rows;
      batch.Put(database_.family(Family::kHolders), holding_key(holder_, block), encode(*holding));
    } else {
      EPITAPH_CHECK(release(block, *holding, batch));
    }
  }
  dropped_.clear();
  return Done{};
}

Status Holdings::release(std::uint64_t block, rocksdb::WriteBatch& batch) {
  EPITAPH_TRY(holding, read(block));
  if (!holding) return Done{};
  return release(block, *holding, batch);
}

Status Holdings::release(std::uint64_t block, const Holding& holding, rocksdb::WriteBatch& batch) {
  batch.Delete(database_.family(Family::kHolders), holding_key(holder_, block));
  for (const HolderId other : holding.others) {
    EPITAPH_TRY(held, database_.get(Family::kHolders, holding_key(other, block)));
    if (held) return Done{};
  }
  batch.Delete(database_.family(Family::kBodies), block_key(block));
  freed_bytes_ += holding.stored_bytes;
  return Done{};
}

}  // namespace epitaph::storage::rocks
