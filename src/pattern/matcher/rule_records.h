// src/pattern/matcher/rule_records.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pattern/matcher/field_check.h"
#include "pattern/matcher/shared_arrays.h"

namespace epitaph::pattern {

/// What the owner of the rules calls one of them.
using RuleId = std::uint32_t;

/// Where a record lies.
using RecordId = std::uint32_t;
inline constexpr RecordId kNoRecord = static_cast<RecordId>(-1);

/// The alternatives of rules (an alternative is one combination of a rule's "$or" branches) as the
/// lists that events walk along. Everything that is asked about one lies together, the likeliest
/// refusal first: with a hundred thousand rules it is not the work that takes the time but going
/// to where memory is cold.
///
/// A record, in words of 32 bits:
///   next     the next record of the list
///   rule     its number; kGone once it has been taken out; kGroup for a group
///   shared   SharedPlaces of its fields; of a group, its number
///   count    how many checks; with kCopy set when another record of the same alternative is there,
///            with kAbsence when one of the fields may be absent
///   checks   those that most rules share first
///   in order of their paths: the same checks again, only where `shared` is not 0
class RuleRecords {
 public:
  static constexpr RuleId kGone = static_cast<RuleId>(-1);
  static constexpr RuleId kGroup = static_cast<RuleId>(-2);

  class Record {
   public:
    RecordId next() const { return words_[0]; }
    RuleId rule() const { return words_[1]; }
    SharedPlaces::Id shared() const { return words_[2]; }
    std::uint32_t group() const { return words_[2]; }
    bool is_copy() const { return (words_[3] & kCopy) != 0; }
    bool has_absence() const { return (words_[3] & kAbsence) != 0; }
    std::span<const CheckId> checks() const { return {words_ + 4, count()}; }
    std::span<const CheckId> in_order() const {
      return {words_ + 4 + (shared() == 0 ? 0 : count()), count()};
    }

   private:
    friend class RuleRecords;
    explicit Record(const std::uint32_t* words) : words_(words) {}
    std::size_t count() const { return words_[3] & ~(kCopy | kAbsence); }
    std::size_t size() const {
      if (rule() == kGroup) return 4;
      return 4 + count() * (shared() == 0 ? 1 : 2);
    }
    const std::uint32_t* words_;
  };

  Record operator[](RecordId id) const { return Record(&words_[id]); }
  /// Tells the processor that the record will be read soon.
  void expect(RecordId id) const { __builtin_prefetch(&words_[id]); }

  /// What a new record is made of. `shared_first` and `in_order` are the same checks.
  struct New {
    RuleId rule;
    SharedPlaces::Id shared;
    std::span<const CheckId> shared_first, in_order;
    bool has_absence;
    bool copy = false;
  };
  RecordId add(const New& record);
  RecordId add_group(std::uint32_t group);
  void set_next(RecordId id, RecordId next) { words_[id] = next; }
  /// Adds a list of another's records, one behind the other and without those that are gone; gives
  /// the first.
  RecordId add_list(const RuleRecords& other, RecordId first);

  /// Marks those of these rules, sorted, as gone; how many alternatives that were.
  std::size_t remove(std::span<const RuleId> rules);

  /// Calls found(record) for each alternative that is not gone, once.
  template <class Found>
  void for_each(Found found) const {
    for (std::size_t at = 0; at < words_.size();) {
      const Record record(&words_[at]);
      if (record.rule() < kGroup && !record.is_copy()) found(record);
      at += record.size();
    }
  }

  std::size_t memory_bytes() const { return words_.capacity() * sizeof(words_[0]); }

 private:
  static constexpr std::uint32_t kCopy = std::uint32_t{1} << 31U;
  static constexpr std::uint32_t kAbsence = std::uint32_t{1} << 30U;

  std::vector<std::uint32_t> words_;
};

}  // namespace epitaph::pattern
