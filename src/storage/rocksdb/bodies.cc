#include "storage/rocksdb/bodies.h"

#include <fmt/format.h>

namespace epitaph::storage::rocks {

Result<std::shared_ptr<const Block>> Bodies::block(std::uint64_t number,
                                                   const rocksdb::Snapshot* snapshot) {
  if (auto found = find(number)) return found;
  EPITAPH_TRY(decoded, read(number, snapshot, Block{}));
  auto block = std::make_shared<const Block>(std::move(decoded));
  keep(number, block);
  return block;
}

Result<Block> Bodies::read(std::uint64_t number, const rocksdb::Snapshot* snapshot,
                           Block spare) const {
  rocksdb::PinnableSlice stored;
  EPITAPH_TRY(found, database_.get(Family::kBodies, block_key(number), snapshot, stored));
  if (!found) {
    return Error{ErrorKind::kCorrupt, fmt::format("block {} of bodies is missing", number)};
  }
  return Block::decode(stored.ToStringView(), std::move(spare));
}

std::shared_ptr<const Block> Bodies::find(std::uint64_t number) {
  const std::scoped_lock lock(mutex_);
  const auto place = places_.find(number);
  if (place == places_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, place->second);
  return place->second->block;
}

void Bodies::keep(std::uint64_t number, std::shared_ptr<const Block> block) {
  const std::scoped_lock lock(mutex_);
  if (places_.contains(number)) return;  // another reader was faster
  held_bytes_ += block->memory_bytes();
  recent_.push_front({.number = number, .block = std::move(block)});
  places_.emplace(number, recent_.begin());
  while (held_bytes_ > cache_bytes_ && recent_.size() > 1) {
    held_bytes_ -= recent_.back().block->memory_bytes();
    places_.erase(recent_.back().number);
    recent_.pop_back();
  }
}

Result<std::string_view> body_of(const Block& block, const BodyRef& ref) {
  if (ref.index >= block.size()) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("block {} of bodies has no body {}", ref.block, ref.index)};
  }
  return block.body(ref.index);
}

}  // namespace epitaph::storage::rocks
