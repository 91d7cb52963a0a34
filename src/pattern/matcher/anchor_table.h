// src/pattern/matcher/anchor_table.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pattern/matcher/rule_records.h"

namespace epitaph::pattern {

/// The lists of records, each under the key of the anchor that leads to it. Only the key is kept;
/// of two anchors with one key each gives the other's records too, which are then looked at in
/// vain.
class AnchorTable {
 public:
  /// One more alternative asks for this, whether it hangs here or not.
  void count_use(std::uint64_t key) { ++slot(key).uses; }
  /// How many do.
  std::uint32_t uses(std::uint64_t key) const;

  /// Makes `record` the first of the list of a key that is in use; gives the one that was, for it
  /// to lead on to.
  RecordId hang(std::uint64_t key, RecordId record);

  /// The first record of the list, or kNoRecord.
  RecordId first(std::uint64_t key) const {
    if (slots_.empty()) return kNoRecord;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = key & mask;; at = (at + 1) & mask) {
      if (slots_[at].key == key || slots_[at].empty()) return slots_[at].first;
    }
  }

  /// Tells the processor that first(key) will be asked soon.
  void expect(std::uint64_t key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[key & (slots_.size() - 1)]);
  }

  /// Replaces the first record of each list by what `move` makes of it.
  template <class Move>
  void move_lists(Move move) {
    for (Slot& slot : slots_) {
      if (slot.first != kNoRecord) slot.first = move(slot.first);
    }
  }

  std::size_t memory_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t uses = 0;
    RecordId first = kNoRecord;
    bool empty() const { return uses == 0; }
  };

  Slot& slot(std::uint64_t key);
  void widen();

  std::vector<Slot> slots_;  // open-addressed, at most five eighths full
  std::size_t used_ = 0;
};

}  // namespace epitaph::pattern
