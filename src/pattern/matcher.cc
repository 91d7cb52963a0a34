#include "pattern/matcher.h"

#include <algorithm>
#include <array>

namespace epitaph::pattern {
namespace {

// A delta is copied for every change, so it stays small: one rule may have a thousand alternatives,
// and one that is changed over and over leaves as many behind.
constexpr std::size_t kAlternativesOfDeltaMax = 2048;
constexpr std::size_t kDeadMax = 16;
// Past so many times the changes after which it wants one, a matcher merges by itself.
constexpr std::size_t kUsualTimesMax = 4;

bool has_all(const WantedPaths& paths, const ParsedPattern& pattern) {
  return std::ranges::all_of(pattern.leaves,
                             [&](const Leaf& leaf) { return paths.find(leaf.path).has_value(); });
}

// The index without the room that rules take which are gone.
std::shared_ptr<RuleIndex> compacted(const RuleIndex& index, const WantedPaths& paths) {
  auto out = std::make_shared<RuleIndex>();
  out->add(index, paths);
  return out;
}

// The index without these rules.
std::shared_ptr<RuleIndex> without_rules(const RuleIndex& index, std::span<const RuleId> rules) {
  auto out = std::make_shared<RuleIndex>(index);
  out->remove(rules);
  return out;
}

}  // namespace

Matcher::Matcher()
    : paths_(std::make_shared<const WantedPaths>()),
      base_(std::make_shared<const RuleIndex>()),
      delta_(base_) {}

Matcher Matcher::with(RuleId rule, const EventPattern& pattern) const {
  return changed(rule, &pattern);
}

Matcher Matcher::without(RuleId rule) const { return changed(rule, nullptr); }

Matcher Matcher::changed(RuleId rule, const EventPattern* pattern) const {
  Matcher next = *this;
  next.note_change(rule);
  auto delta = without_rules(*delta_, std::array{rule});
  if (pattern != nullptr) {
    if (!has_all(*paths_, pattern->parsed())) {
      auto paths = std::make_shared<WantedPaths>(*paths_);
      for (const Leaf& leaf : pattern->parsed().leaves) paths->add(leaf.path);
      next.paths_ = std::move(paths);
    }
    delta->add(rule, pattern->parsed(), *next.paths_);
  }
  if (delta->dead() > delta->alive() + kDeadMax) delta = compacted(*delta, *next.paths_);
  delta->settle();
  next.delta_ = std::move(delta);
  return next.has_changes(kUsualTimesMax) ? *next.with(next.merge()) : next;
}

void Matcher::note_change(RuleId rule) {
  ++changes_;
  const auto at = std::ranges::lower_bound(replaced_, rule, {}, &Replaced::rule);
  if (at != replaced_.end() && at->rule == rule) {
    at->change = changes_;
  } else {
    replaced_.insert(at, {.rule = rule, .change = changes_});
  }
}

bool Matcher::has_changes(std::size_t times_the_usual) const {
  return replaced_.size() > times_the_usual * kChangesMax ||
         delta_->alive() > times_the_usual * kAlternativesOfDeltaMax;
}

bool Matcher::wants_merge() const { return has_changes(1); }

Matcher::Merge Matcher::merge() const {
  std::vector<RuleId> rules;
  for (const Replaced& replaced : replaced_) rules.push_back(replaced.rule);
  auto base = without_rules(*base_, rules);
  if (base->dead() > base->alive() / 4) base = compacted(*base, *paths_);
  base->add(*delta_, *paths_);
  base->settle();
  Merge merge;
  merge.base_ = std::move(base);
  merge.of_ = base_;
  merge.changes_ = changes_;
  return merge;
}

std::optional<Matcher> Matcher::with(const Merge& merge) const {
  if (merge.of_ != base_) return std::nullopt;
  Matcher next = *this;
  next.base_ = merge.base_;
  next.replaced_.clear();
  std::vector<RuleId> taken;
  for (const Replaced& replaced : replaced_) {
    if (replaced.change > merge.changes_) {
      next.replaced_.push_back(replaced);
    } else {
      taken.push_back(replaced.rule);
    }
  }
  auto delta = compacted(*without_rules(*delta_, taken), *paths_);
  delta->settle();
  next.delta_ = std::move(delta);
  return next;
}

void Matcher::match(std::string_view event, Scratch& scratch, std::vector<RuleId>& matched,
                    Reading reading) const {
  matched.clear();
  if (!read(event, scratch, reading)) return;
  base_->match(scratch.leaves_, scratch.memory_, matched);
  if (!replaced_.empty()) {
    std::erase_if(matched, [&](RuleId rule) {
      return std::ranges::binary_search(replaced_, rule, {}, &Replaced::rule);
    });
    delta_->match(scratch.leaves_, scratch.memory_, matched);
  }
  if (matched.size() < 2) return;
  std::ranges::sort(matched);
  matched.erase(std::unique(matched.begin(), matched.end()), matched.end());
}

bool Matcher::read(std::string_view event, Scratch& scratch, Reading reading) const {
  return scratch.scan_.run(event, *paths_, reading, scratch.leaves_);
}

std::size_t Matcher::memory_bytes() const {
  return paths_->memory_bytes() + base_->memory_bytes() + delta_->memory_bytes() +
         replaced_.capacity() * sizeof(Replaced);
}

void Matcher::Builder::add(RuleId rule, const EventPattern& pattern) {
  for (const Leaf& leaf : pattern.parsed().leaves) paths_->add(leaf.path);
  index_->add(rule, pattern.parsed(), *paths_);
}

Matcher Matcher::Builder::build() && {
  Matcher out;
  index_->settle();
  out.paths_ = std::move(paths_);
  out.base_ = std::move(index_);
  return out;
}

}  // namespace epitaph::pattern
