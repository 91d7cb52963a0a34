#include "storage/rocksdb/holdings.h"

namespace epitaph::storage::rocks {

Result<std::optional<Holding>> Holdings::read(const Place& place) const {
  EPITAPH_TRY(value, database_.get(Family::kHolders, holding_key(place.second, place.first)));
  if (!value) return std::optional<Holding>{};
  auto holding = decode_holding(*value);
  if (!holding) return bad_row("holders");
  return holding;
}

Status Holdings::settle(rocksdb::WriteBatch& batch) {
  for (const auto& [place, rows] : dropped_) {
    EPITAPH_TRY(holding, read(place));
    if (!holding) continue;
    if (holding->rows > rows) {
      holding->rows -= rows;
      batch.Put(database_.family(Family::kHolders), holding_key(place.second, place.first),
                encode(*holding));
    } else {
      EPITAPH_CHECK(release(place, *holding, batch));
    }
  }
  return Done{};
}

Status Holdings::release(HolderId holder, std::uint64_t block, rocksdb::WriteBatch& batch) {
  const Place place{block, holder};
  EPITAPH_TRY(holding, read(place));
  if (!holding) return Done{};
  return release(place, *holding, batch);
}

Status Holdings::release(const Place& place, const Holding& holding, rocksdb::WriteBatch& batch) {
  const std::uint64_t block = place.first;
  batch.Delete(database_.family(Family::kHolders), holding_key(place.second, block));
  released_.insert(place);
  for (const HolderId other : holding.others) {
    EPITAPH_TRY(held, is_held({block, other}));
    if (held) return Done{};
  }
  batch.Delete(database_.family(Family::kBodies), block_key(block));
  freed_bytes_ += holding.stored_bytes;
  return Done{};
}

Result<bool> Holdings::is_held(const Place& place) const {
  if (released_.contains(place)) return false;
  EPITAPH_TRY(value, database_.get(Family::kHolders, holding_key(place.second, place.first)));
  return value.has_value();
}

}  // namespace epitaph::storage::rocks
