// src/pattern/matcher/field_check.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "pattern/condition.h"
#include "pattern/matcher/wanted_leaves.h"
#include "pattern/matcher/wanted_paths.h"

namespace epitaph::pattern {

/// What a pattern asks of one field: a leaf of ParsedPattern with its path as a number. Rules that
/// ask the same share one.
struct FieldCheck {
  PathId path;
  std::vector<Condition> conditions;
  bool may_be_absent = false;   ///< {"exists": false} is among them
  bool must_be_absent = false;  ///< and nothing else
  bool has_anything_but = false;

  FieldCheck(PathId at, std::vector<Condition> any_of);

  /// Whether one of the conditions accepts the leaf.
  bool accepts(WantedLeaf& leaf, WantedLeaves& leaves) const;
  /// Whether the field as a whole does: absent where it may be, or with a leaf that is accepted.
  /// What other fields chose from the same arrays is not looked at.
  bool accepts(WantedLeaves& leaves) const;
  /// Whether it may, once other fields have chosen: where there are elements of arrays, a field
  /// that is there may still be absent from the one that is chosen.
  bool may_accept(WantedLeaves& leaves) const {
    return accepts(leaves) || (may_be_absent && leaves.has_elements());
  }

  std::size_t memory_bytes() const;
};

using CheckId = std::uint32_t;

/// Checks, each kept once. A copy shares them, hence the shared_ptrs: a set of rules is copied to
/// be changed.
class FieldChecks {
 public:
  /// By which a check is found among the others.
  static std::uint64_t hash_of(PathId path, const std::vector<Condition>& conditions);
  /// Tells the processor that a check with the hash will be asked for soon.
  void expect(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  /// The number of the check for these conditions, whose hash is `hash`.
  CheckId intern(std::uint64_t hash, PathId path, const std::vector<Condition>& conditions);
  CheckId intern(const std::shared_ptr<const FieldCheck>& check);

  const FieldCheck& operator[](CheckId id) const { return *checks_[id]; }
  const std::shared_ptr<const FieldCheck>& shared(CheckId id) const { return checks_[id]; }
  std::size_t size() const { return checks_.size(); }
  std::size_t memory_bytes() const;

 private:
  static constexpr CheckId kNone = static_cast<CheckId>(-1);

  CheckId find(std::uint64_t hash, PathId path, const std::vector<Condition>& conditions) const;
  CheckId add(std::uint64_t hash, std::shared_ptr<const FieldCheck> check);
  void widen();

  struct Slot {
    CheckId id = kNone;
    std::uint32_t tag = 0;  // of the hash, so that few checks are looked at in vain
  };

  static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32U);
  }

  std::vector<std::shared_ptr<const FieldCheck>> checks_;
  std::vector<std::uint64_t> hashes_;
  std::vector<Slot> slots_;  // open-addressed, at most half full
};

}  // namespace epitaph::pattern
