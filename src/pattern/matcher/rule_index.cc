#include "pattern/matcher/rule_index.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace epitaph::pattern {
namespace {

constexpr std::uint32_t kLongList = 64;
constexpr std::size_t kScatteredMax = 128;

}  // namespace

/// One event's way through the index.
class RuleMatching {
 public:
  RuleMatching(const RuleIndex& index, WantedLeaves& leaves, MatchMemory& memory,
               std::vector<RuleId>& matched)
      : index_(index), leaves_(leaves), memory_(memory), matched_(matched) {}

  void run() {
    memory_.begin(index_.checks_.size(), index_.shared_.count());
    find_lists();
    for (const RecordId list : memory_.lists) walk(list);
    index_.broad_.find(
        leaves_, [this](CheckId id) { return holds(id); }, [this](RecordId id) { consider(id); });
  }

 private:
  // Every place in memory is announced a while before it is read: among a hundred thousand rules
  // each is far away.
  void find_lists() {
    memory_.keys.clear();
    memory_.lists.clear();
    for (WantedLeaf& leaf : leaves_.all()) {
      if (leaf.path >= index_.probes_.size()) continue;
      const PathProbes& probes = index_.probes_[leaf.path];
      if (probes.empty()) continue;
      probes.find(leaf, leaves_, memory_.lowered, [this](std::uint64_t key) {
        if (!memory_.first_time(key)) return;
        memory_.keys.push_back(key);
        index_.anchors_.expect(key);
      });
    }
    for (const std::uint64_t key : memory_.keys) {
      const RecordId first = index_.anchors_.first(key);
      if (first == kNoRecord) continue;
      memory_.lists.push_back(first);
      index_.records_.expect(first);
    }
  }

  void walk(RecordId at) {
    while (at != kNoRecord) {
      const auto record = index_.records_[at];
      if (record.rule() == RuleRecords::kGroup) {
        index_.broad_.find_in(
            record.group(), leaves_, [this](CheckId check) { return holds(check); },
            [this](RecordId inside) { consider(inside); });
      } else {
        consider(at);
      }
      at = record.next();
    }
  }

  void consider(RecordId id) {
    const auto record = index_.records_[id];
    if (record.rule() == RuleRecords::kGone) return;
    for (const CheckId check : record.checks()) {
      if (!holds(check)) return;
    }
    if (leaves_.has_elements() && !elements_agree(record)) return;
    matched_.push_back(record.rule());
  }

  bool holds(CheckId id) {
    return memory_.check(id, [&] { return index_.checks_[id].may_accept(leaves_); });
  }

  // What may hold by itself: whether it holds when it comes to the elements of arrays.
  bool elements_agree(const RuleRecords::Record& record) {
    if (!concerned(record.shared())) return !record.has_absence() || all_accept(record);
    memory_.fields.clear();
    for (const CheckId check : record.in_order()) memory_.fields.push_back(&index_.checks_[check]);
    return memory_.elements.holds(memory_.fields, leaves_);
  }

  bool concerned(SharedPlaces::Id shared) {
    return shared != 0 &&
           memory_.place(shared, [&] { return index_.shared_.have_elements(shared, leaves_); });
  }

  bool all_accept(const RuleRecords::Record& record) {
    return std::ranges::all_of(
        record.checks(), [&](CheckId check) { return index_.checks_[check].accepts(leaves_); });
  }

  const RuleIndex& index_;
  WantedLeaves& leaves_;
  MatchMemory& memory_;
  std::vector<RuleId>& matched_;
};

void RuleIndex::match(WantedLeaves& leaves, MatchMemory& memory,
                      std::vector<RuleId>& matched) const {
  RuleMatching(*this, leaves, memory, matched).run();
}

void RuleIndex::add(RuleId rule, const ParsedPattern& pattern, const WantedPaths& paths) {
  auto& leaf_checks = work_.leaf_checks;
  leaf_checks.clear();
  work_.hashes.clear();
  work_.paths.clear();
  for (const Leaf& leaf : pattern.leaves) {
    work_.paths.push_back(*paths.find(leaf.path));
    work_.hashes.push_back(FieldChecks::hash_of(work_.paths.back(), leaf.conditions));
    checks_.expect(work_.hashes.back());
  }
  for (std::size_t i = 0; i < pattern.leaves.size(); ++i) {
    leaf_checks.push_back(
        checks_.intern(work_.hashes[i], work_.paths[i], pattern.leaves[i].conditions));
  }
  check_uses_.resize(checks_.size());
  for (const ParsedPattern::Alternative& alternative : pattern.alternatives) {
    work_.checks.clear();
    for (const std::size_t leaf : alternative) work_.checks.push_back(leaf_checks[leaf]);
    add(rule, work_.checks, paths);
  }
}

void RuleIndex::add(const RuleIndex& other, const WantedPaths& paths) {
  other.records_.for_each([&](const RuleRecords::Record& record) {
    work_.checks.clear();
    for (const CheckId check : record.in_order()) {
      work_.checks.push_back(checks_.intern(other.checks_.shared(check)));
    }
    check_uses_.resize(checks_.size());
    add(record.rule(), work_.checks, paths);
  });
}

// `checks` in the order of their paths.
void RuleIndex::add(RuleId rule, const std::vector<CheckId>& checks, const WantedPaths& paths) {
  ++alive_;
  ++scattered_;
  work_.fields.clear();
  for (const CheckId check : checks) {
    ++check_uses_[check];
    work_.fields.push_back(checks_[check].path);
  }
  work_.shared_first = checks;
  std::ranges::stable_sort(work_.shared_first, std::ranges::greater(),
                           [&](CheckId check) { return check_uses_[check]; });
  const RuleRecords::New record = {.rule = rule,
                                   .shared = shared_.intern(work_.fields, paths),
                                   .shared_first = work_.shared_first,
                                   .in_order = checks,
                                   .has_absence = std::ranges::any_of(checks, [&](CheckId check) {
                                     return checks_[check].may_be_absent;
                                   })};
  if (find_narrowest(checks)) {
    hang_on_anchors(record);
  } else {
    broad_.add(records_.add(record), checks, work_.shared_first.front(), checks_, std::nullopt);
  }
}

// Finds the check whose anchors cost least, and counts all that the alternative could hang on.
// False when it can hang on none.
bool RuleIndex::find_narrowest(const std::vector<CheckId>& checks) {
  constexpr auto kNever = std::numeric_limits<std::uint64_t>::max();
  work_.any_broad = false;
  if (work_.choices.size() < checks.size()) work_.choices.resize(checks.size());
  for (std::size_t i = 0; i < checks.size(); ++i) {
    AnchorChoices& choices = work_.choices[i];
    if (!find_anchors(checks_[checks[i]], choices)) {
      choices.anchors.clear();
      choices.ends.clear();
      work_.any_broad = true;
    }
    for (const Anchor& anchor : choices.anchors) anchors_.expect(anchor.key);
  }
  std::uint64_t least = kNever;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const AnchorChoices& choices = work_.choices[i];
    if (choices.ends.empty()) continue;
    const std::uint64_t cost = cheapest(choices, work_.best);
    for (const Anchor& anchor : choices.anchors) anchors_.count_use(anchor.key);
    if (cost >= least) continue;
    least = cost;
    work_.narrowest = i;
    work_.best_path = checks_[checks[i]].path;
    std::swap(work_.best, work_.best_of_all);
  }
  return least != kNever;
}

// A list that many hang on is sorted into groups where it can be: of those that refuse something
// or want a field absent, few may be satisfiable at once.
void RuleIndex::hang_on_anchors(RuleRecords::New record) {
  if (probes_.size() <= work_.best_path) probes_.resize(work_.best_path + std::size_t{1});
  unsettled_.push_back(work_.best_path);
  for (const std::size_t index : work_.best_of_all) {
    const Anchor& anchor = work_.choices[work_.narrowest].anchors[index];
    probes_[work_.best_path].add(anchor);
    RecordId id = records_.add(record);
    record.copy = true;
    if (work_.any_broad && anchors_.uses(anchor.key) > kLongList) {
      const auto place =
          broad_.add(id, record.in_order, record.shared_first.front(), checks_, anchor.key);
      if (!place.made) continue;
      id = records_.add_group(place.group);
    }
    records_.set_next(id, anchors_.hang(anchor.key, id));
  }
}

// For each condition the anchor that costs least, and what all of them cost.
std::uint64_t RuleIndex::cheapest(const AnchorChoices& choices,
                                  std::vector<std::size_t>& best) const {
  best.clear();
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (const std::size_t end : choices.ends) {
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::size_t chosen = at;
    for (; at < end; ++at) {
      const Anchor& anchor = choices.anchors[at];
      const std::uint64_t cost = (anchors_.uses(anchor.key) + std::uint64_t{1}) * anchor.weight;
      if (cost >= least) continue;
      least = cost;
      chosen = at;
    }
    best.push_back(chosen);
    sum += least;
  }
  return sum;
}

void RuleIndex::remove(std::span<const RuleId> rules) {
  if (rules.empty()) return;
  const std::size_t gone = records_.remove(rules);
  alive_ -= gone;
  dead_ += gone;
}

void RuleIndex::settle() {
  std::ranges::sort(unsettled_);
  unsettled_.erase(std::unique(unsettled_.begin(), unsettled_.end()), unsettled_.end());
  for (const PathId path : unsettled_) probes_[path].settle();
  unsettled_.clear();
  work_ = {};
  if (scattered_ > kScatteredMax) gather();
}

// Lays the records of each list one behind the other.
void RuleIndex::gather() {
  RuleRecords gathered;
  const auto move = [&](RecordId first) { return gathered.add_list(records_, first); };
  anchors_.move_lists(move);
  broad_.move_records(move);
  records_ = std::move(gathered);
  scattered_ = 0;
}

std::size_t RuleIndex::memory_bytes() const {
  std::size_t sum = checks_.memory_bytes() + check_uses_.capacity() * sizeof(std::uint32_t) +
                    records_.memory_bytes() + anchors_.memory_bytes() +
                    probes_.capacity() * sizeof(PathProbes) + broad_.memory_bytes();
  for (const PathProbes& probes : probes_) sum += probes.memory_bytes();
  return sum;
}

}  // namespace epitaph::pattern
