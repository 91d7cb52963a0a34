#include "pattern/matcher/anchor_table.h"

#include <algorithm>
#include <utility>

namespace epitaph::pattern {

std::uint32_t AnchorTable::uses(std::uint64_t key) const {
  if (slots_.empty()) return 0;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = key & mask; !slots_[at].empty(); at = (at + 1) & mask) {
    if (slots_[at].key == key) return slots_[at].uses;
  }
  return 0;
}

RecordId AnchorTable::hang(std::uint64_t key, RecordId record) {
  return std::exchange(slot(key).first, record);
}

// The slot of the key; one that was empty is taken to be filled at once.
AnchorTable::Slot& AnchorTable::slot(std::uint64_t key) {
  if (8 * (used_ + 1) > 5 * slots_.size()) widen();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = key & mask;
  for (; !slots_[at].empty(); at = (at + 1) & mask) {
    if (slots_[at].key == key) return slots_[at];
  }
  ++used_;
  slots_[at].key = key;
  return slots_[at];
}

void AnchorTable::widen() {
  std::vector<Slot> old(std::max<std::size_t>(16, 2 * slots_.size()));
  std::swap(old, slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& full : old) {
    if (full.empty()) continue;
    std::size_t at = full.key & mask;
    while (!slots_[at].empty()) at = (at + 1) & mask;
    slots_[at] = full;
  }
}

}  // namespace epitaph::pattern
