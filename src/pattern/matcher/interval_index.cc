#include "pattern/matcher/interval_index.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace epitaph::pattern {

void IntervalIndex::add(double lower, double upper, std::uint64_t key) {
  intervals_.push_back({.lower = lower, .upper = upper, .reach = upper, .key = key});
}

void IntervalIndex::settle() {
  if (settled_ == intervals_.size()) return;
  const auto order = [](const Interval& i) { return std::tuple(i.lower, i.upper, i.key); };
  std::ranges::sort(intervals_, {}, order);
  const auto same = [&](const Interval& a, const Interval& b) { return order(a) == order(b); };
  intervals_.erase(std::unique(intervals_.begin(), intervals_.end(), same), intervals_.end());
  settled_ = intervals_.size();
  set_reach(0, settled_);
}

double IntervalIndex::set_reach(std::size_t begin, std::size_t end) {
  if (begin == end) return -std::numeric_limits<double>::infinity();
  const std::size_t middle = begin + (end - begin) / 2;
  Interval& here = intervals_[middle];
  here.reach = std::max({here.upper, set_reach(begin, middle), set_reach(middle + 1, end)});
  return here.reach;
}

}  // namespace epitaph::pattern
