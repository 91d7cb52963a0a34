// src/pattern/matcher/interval_index.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace epitaph::pattern {

/// Intervals of numbers, both ends within, each with a key; finds those that a number lies in, in
/// time that follows how many there are of these.
///
/// A balanced tree laid into a sorted array: the middle of a stretch is the root of its tree, and
/// knows how far up the intervals of the stretch reach.
class IntervalIndex {
 public:
  /// To be found after the next settle().
  void add(double lower, double upper, std::uint64_t key);
  void settle();

  bool empty() const { return intervals_.empty(); }
  std::size_t memory_bytes() const { return intervals_.capacity() * sizeof(Interval); }

  /// Calls found(key) for each interval that `number` lies in; none for NaN.
  template <class Found>
  void find(double number, Found found) const {
    find(0, settled_, number, found);
  }

 private:
  struct Interval {
    double lower, upper;
    double reach;  // the highest upper end in the tree of which this is the root
    std::uint64_t key;
  };

  double set_reach(std::size_t begin, std::size_t end);

  template <class Found>
  void find(std::size_t begin, std::size_t end, double number, Found& found) const {
    while (begin < end) {
      const std::size_t middle = begin + (end - begin) / 2;
      const Interval& here = intervals_[middle];
      if (!(here.reach >= number)) return;
      find(begin, middle, number, found);
      if (!(here.lower <= number)) return;
      if (here.upper >= number) found(here.key);
      begin = middle + 1;
    }
  }

  std::vector<Interval> intervals_;
  std::size_t settled_ = 0;
};

}  // namespace epitaph::pattern
