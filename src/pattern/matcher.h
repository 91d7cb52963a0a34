// src/pattern/matcher.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pattern/event_pattern.h"
#include "pattern/matcher/event_scan.h"
#include "pattern/matcher/match_memory.h"
#include "pattern/matcher/rule_index.h"
#include "pattern/matcher/wanted_leaves.h"
#include "pattern/matcher/wanted_paths.h"

namespace epitaph::pattern {

/// Many event patterns at once: an event's bytes in, the rules that it matches out. Says of each
/// rule what EventPattern says, and is tested and fuzzed against it.
///
/// One walk over the event takes down the fields that any rule asks for (matcher/event_scan.h says
/// what it relies on); these lead to the rules (matcher/rule_index.h). So the time follows the
/// length of the event and what it matches, and hardly the number of rules.
///
/// A value that does not change: with() and without() make another, which shares nearly all with
/// this one, and cost microseconds. Changes gather in a small index beside the large one. When they
/// have become many they are taken into a new large one, which costs a copy of it: some 20 ms for a
/// hundred thousand rules, which merge() lets the owner spend on a thread of its own. Any number of
/// threads may match at once, each with a Scratch, while others make changed ones.
///
/// The owner numbers its rules, from 0 and without large gaps or not as it likes, and the same
/// number means the same rule in whatever Matcher comes of this one.
class Matcher {
 public:
  /// What matching needs of memory: kept from event to event, and good for any matcher, so that
  /// after the first few events nothing is allocated. One for each thread.
  class Scratch {
   private:
    friend class Matcher;
    EventScan scan_;
    WantedLeaves leaves_;
    MatchMemory memory_;
  };

  /// Gathers rules for a Matcher, many at a time.
  class Builder;

  /// Has no rules.
  Matcher();

  /// The matcher in which `rule` is this pattern, whether it was another before or none.
  Matcher with(RuleId rule, const EventPattern& pattern) const;
  /// The one in which the rule is not.
  Matcher without(RuleId rule) const;

  /// Whether so many changes lie beside the large index that it is time for a merge(). Where nobody
  /// makes one, with() and without() do so themselves, when they are four times as many.
  bool wants_merge() const;
  /// The large index with all the changes in it. The slow part of a merge; others may make changed
  /// matchers of this one meanwhile.
  class Merge;
  Merge merge() const;
  /// This matcher on the large index of `merge`, with only those changes beside it that were made
  /// since. nullopt when that is not made of this matcher, or of one that this came of by changes:
  /// another merge was first.
  std::optional<Matcher> with(const Merge& merge) const;

  /// Puts the rules that `event`, the JSON text of the whole envelope, matches into `matched`: in
  /// rising order, none twice. Text that is no JSON object matches nothing.
  void match(std::string_view event, Scratch& scratch, std::vector<RuleId>& matched,
             Reading reading = Reading::kUntilAllMet) const;

  /// The first half of match() alone, for whoever measures: takes down the event's fields. False
  /// for text that is no JSON object.
  bool read(std::string_view event, Scratch& scratch,
            Reading reading = Reading::kUntilAllMet) const;

  /// What it takes, about; what it shares with others included.
  std::size_t memory_bytes() const;

  /// So many rules may be changed beside the large index before it wants a merge.
  static constexpr std::size_t kChangesMax = 256;

 private:
  /// A rule of which the large index says what no longer holds, and the change that made it so.
  struct Replaced {
    RuleId rule;
    std::uint64_t change;
  };

  Matcher changed(RuleId rule, const EventPattern* pattern) const;
  void note_change(RuleId rule);
  bool has_changes(std::size_t times_the_usual) const;

  // Shared between matchers, hence the shared_ptrs; never changed.
  std::shared_ptr<const WantedPaths> paths_;
  std::shared_ptr<const RuleIndex> base_, delta_;
  std::vector<Replaced> replaced_;  // by rule
  std::uint64_t changes_ = 0;       // so many led here
};

class Matcher::Merge {
 private:
  friend class Matcher;
  std::shared_ptr<const RuleIndex> base_, of_;
  std::uint64_t changes_ = 0;
};

class Matcher::Builder {
 public:
  /// The rule must not have been added before.
  void add(RuleId rule, const EventPattern& pattern);
  Matcher build() &&;

 private:
  std::shared_ptr<WantedPaths> paths_ = std::make_shared<WantedPaths>();
  std::shared_ptr<RuleIndex> index_ = std::make_shared<RuleIndex>();
};

}  // namespace epitaph::pattern
