// src/pattern/matcher/broad_alternatives.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "pattern/matcher/field_check.h"
#include "pattern/matcher/rule_records.h"
#include "pattern/matcher/wanted_leaves.h"

namespace epitaph::pattern {

/// Alternatives that nothing narrow leads to: what they ask cannot be looked up, such as anything
/// but something or that a field be there, or only what so many others ask for as well.
///
/// Most of them accept most events that have their fields. So what they have in common is asked
/// first: those of one group want the same fields present and the same absent, and within a group
/// those of one bucket share a check, the one that most rules ask for.
class BroadAlternatives {
 public:
  /// A group, and whether it is new.
  struct Place {
    std::uint32_t group;
    bool made;
  };
  /// Adds the record of an alternative with these checks, of which `shared` is one. With an
  /// `anchor` it goes to a group that is reached by that anchor only, and that the caller leads to;
  /// without, to one that find() finds.
  Place add(RecordId record, std::span<const CheckId> ids, CheckId shared,
            const FieldChecks& checks, std::optional<std::uint64_t> anchor);

  /// Calls found(record) for those of a group that an event may satisfy. holds(check) says whether
  /// it satisfies that check.
  template <class Holds, class Found>
  void find_in(std::uint32_t id, const WantedLeaves& leaves, Holds holds, Found found) const {
    const Group& group = groups_[id];
    for (const PathId path : group.present) {
      if (!leaves.has(path)) return;
    }
    for (const PathId path : group.absent) {
      // It may be absent from the one element that matters.
      if (leaves.has(path) && !leaves.has_elements()) return;
    }
    for (const Bucket& bucket : group.buckets) {
      if (!holds(bucket.shared)) continue;
      for (const RecordId record : bucket.records) found(record);
    }
  }

  /// The same for every group without an anchor.
  template <class Holds, class Found>
  void find(const WantedLeaves& leaves, Holds holds, Found found) const {
    for (const std::uint32_t group : anywhere_) find_in(group, leaves, holds, found);
    if (by_path_.empty()) return;
    for (const PathId path : leaves.paths()) {
      if (path >= by_path_.size()) continue;
      for (const std::uint32_t group : by_path_[path]) find_in(group, leaves, holds, found);
    }
  }

  /// Replaces every record by what `move` makes of it; kNoRecord takes it out.
  template <class Move>
  void move_records(Move move) {
    for (Group& group : groups_) {
      for (Bucket& bucket : group.buckets) {
        for (RecordId& record : bucket.records) record = move(record);
        std::erase(bucket.records, kNoRecord);
      }
    }
  }

  std::size_t memory_bytes() const;

 private:
  struct Bucket {
    CheckId shared;
    std::vector<RecordId> records;
  };
  struct Group {
    std::optional<std::uint64_t> anchor;
    std::vector<PathId> present, absent;
    std::vector<Bucket> buckets;
  };

  Place group_of(Group wanted);

  std::vector<Group> groups_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> group_index_;  // by hash of what they want
  std::unordered_map<std::uint64_t, std::uint32_t> bucket_index_;      // by group and shared check
  std::vector<std::vector<std::uint32_t>> by_path_;  // each group under one field it wants present
  std::vector<std::uint32_t> anywhere_;              // groups that want none present
};

}  // namespace epitaph::pattern
