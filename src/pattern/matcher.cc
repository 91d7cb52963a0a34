#include "pattern/matcher.h"

#include <algorithm>
#include <array>

namespace epitaph::pattern {
namespace {

// A delta is copied for every change, so it stays small: one rule may have a thousand alternatives,
// and one that is changed over and over leaves as many behind.
constexpr std::size_t kAlternativesOfDeltaMax = 2048;
constexpr std::size_t kDeadMax = 16;

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

void insert(std::vector<RuleId>& sorted, RuleId rule) {
  const auto at = std::ranges::lower_bound(sorted, rule);
  if (at == sorted.end() || *at != rule) sorted.insert(at, rule);
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
  insert(next.replaced_, rule);
  auto delta = std::make_shared<RuleIndex>(*delta_);
  delta->remove(std::array{rule});
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
  const bool full = next.replaced_.size() > kChangesMax || delta->alive() > kAlternativesOfDeltaMax;
  next.delta_ = std::move(delta);
  if (full) next.merge();
  return next;
}

void Matcher::merge() {
  auto base = std::make_shared<RuleIndex>(*base_);
  base->remove(replaced_);
  if (base->dead() > base->alive() / 4) base = compacted(*base, *paths_);
  base->add(*delta_, *paths_);
  base->settle();
  base_ = std::move(base);
  delta_ = std::make_shared<const RuleIndex>();
  replaced_.clear();
}

void Matcher::match(std::string_view event, Scratch& scratch, std::vector<RuleId>& matched,
                    Reading reading) const {
  matched.clear();
  if (!read(event, scratch, reading)) return;
  base_->match(scratch.leaves_, scratch.memory_, matched);
  if (!replaced_.empty()) {
    std::erase_if(matched,
                  [&](RuleId rule) { return std::ranges::binary_search(replaced_, rule); });
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
         replaced_.capacity() * sizeof(RuleId);
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
