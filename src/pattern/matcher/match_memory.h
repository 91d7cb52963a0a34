// src/pattern/matcher/match_memory.h
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "pattern/matcher/field_check.h"
#include "pattern/matcher/rule_records.h"
#include "pattern/matcher/shared_arrays.h"

namespace epitaph::pattern {

/// What has been found out about one event so far, by the numbers of one RuleIndex. Every note
/// carries the round that it was made in, so beginning anew costs nothing.
class MatchMemory {
 public:
  /// Forgets everything.
  void begin(std::size_t checks, std::size_t places) {
    if (round_ == std::numeric_limits<std::uint32_t>::max() / 2) {
      checks_.assign(checks_.size(), 0);
      places_.assign(places_.size(), 0);
      keys_ = {};
      round_ = 0;
    }
    ++round_;
    if (checks_.size() < checks) checks_.resize(checks);
    if (places_.size() < places) places_.resize(places);
  }

  /// The answer that was found before, or what `find()` finds now.
  template <class Find>
  bool check(std::uint32_t id, Find find) {
    return answer(checks_[id], find);
  }
  template <class Find>
  bool place(std::uint32_t id, Find find) {
    return answer(places_[id], find);
  }
  /// Whether the key comes up for the first time. What came up long before may seem new.
  bool first_time(std::uint64_t key) {
    Key& here = keys_[key % keys_.size()];
    if (here.round == round_ && here.key == key) return false;
    here = {.key = key, .round = round_};
    return true;
  }

  ElementChoice elements;
  std::vector<const FieldCheck*> fields;
  std::string lowered;
  std::vector<std::uint64_t> keys;
  std::vector<RecordId> lists;

 private:
  struct Key {
    std::uint64_t key = 0;
    std::uint32_t round = 0;
  };

  template <class Find>
  bool answer(std::uint32_t& note, Find& find) {
    if (note >> 1U != round_) note = round_ << 1U | static_cast<std::uint32_t>(find());
    return (note & 1U) != 0;
  }

  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> checks_;  // the round, and the answer in the lowest bit
  std::vector<std::uint32_t> places_;  // likewise
  std::array<Key, 128> keys_{};
};

}  // namespace epitaph::pattern
