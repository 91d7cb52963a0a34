// src/pattern/matcher/rule_index.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pattern/matcher/anchor.h"
#include "pattern/matcher/anchor_table.h"
#include "pattern/matcher/broad_alternatives.h"
#include "pattern/matcher/field_check.h"
#include "pattern/matcher/match_memory.h"
#include "pattern/matcher/path_probes.h"
#include "pattern/matcher/rule_records.h"
#include "pattern/matcher/shared_arrays.h"
#include "pattern/matcher/wanted_leaves.h"
#include "pattern/matcher/wanted_paths.h"
#include "pattern/parsed_pattern.h"

namespace epitaph::pattern {

/// Rules, found by the leaves of an event.
///
/// An alternative of a rule hangs on the anchors of one of its checks, of the one whose anchors are
/// asked for by the fewest rules when it is added: an event comes upon it only by a value that has
/// one of them. Then its other checks are asked, each once for an event however many rules share
/// it, and where fields lie in one array, whether one element serves them all.
///
/// A value: a copy has its own lists and shares the checks. match() is const and may run in any
/// number of threads, each with a memory and leaves of its own.
class RuleIndex {
 public:
  /// Adds a rule, all of whose paths `paths` has. It must not have the rule already.
  void add(RuleId rule, const ParsedPattern& pattern, const WantedPaths& paths);
  /// Adds the rules of another index over the same paths.
  void add(const RuleIndex& other, const WantedPaths& paths);
  /// Takes rules out; those it does not have do no harm. Sorted.
  void remove(std::span<const RuleId> rules);
  /// To be called after adding and before matching.
  void settle();

  /// Puts the rules that match behind `matched`, in no order, some perhaps twice.
  void match(WantedLeaves& leaves, MatchMemory& memory, std::vector<RuleId>& matched) const;

  /// How many alternatives it has, and how many it had that are gone: what these asked for still
  /// takes its room.
  std::size_t alive() const { return alive_; }
  std::size_t dead() const { return dead_; }
  std::size_t memory_bytes() const;

 private:
  friend class RuleMatching;

  void add(RuleId rule, const std::vector<CheckId>& checks, const WantedPaths& paths);
  void gather();
  bool find_narrowest(const std::vector<CheckId>& checks);
  void hang_on_anchors(RuleRecords::New record);
  std::uint64_t cheapest(const AnchorChoices& choices, std::vector<std::size_t>& best) const;

  FieldChecks checks_;
  std::vector<std::uint32_t> check_uses_;
  RuleRecords records_;
  SharedPlaces shared_;
  AnchorTable anchors_;
  std::vector<PathProbes> probes_;  // by path
  BroadAlternatives broad_;
  std::vector<PathId> unsettled_;
  std::size_t alive_ = 0, dead_ = 0;
  std::size_t scattered_ = 0;  // alternatives added since the lists were gathered

  // Kept only so that adding a hundred thousand rules does not allocate for each.
  struct Workspace {
    std::vector<CheckId> leaf_checks, checks, shared_first;
    std::vector<std::uint64_t> hashes;
    std::vector<PathId> paths, fields;
    std::vector<AnchorChoices> choices;  // of each check; none of one that cannot be looked up
    std::size_t narrowest = 0;
    std::vector<std::size_t> best, best_of_all;
    PathId best_path = 0;
    bool any_broad = false;
  };
  Workspace work_;
};

}  // namespace epitaph::pattern
