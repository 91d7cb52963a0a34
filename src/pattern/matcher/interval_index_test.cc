#include "pattern/matcher/interval_index.h"

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

TEST(IntervalIndex, FindsWhatANumberLiesIn) {
  struct Plain {
    double lower, upper;
    std::uint64_t key;
  };
  std::mt19937 random(1);
  const auto end = [&] {
    const auto number = static_cast<double>(random() % 20);
    return number == 0 ? -std::numeric_limits<double>::infinity() : number;
  };
  for (std::uint64_t size = 0; size < 40; ++size) {
    IntervalIndex index;
    std::vector<Plain> plain;
    for (std::uint64_t key = 0; key < size; ++key) {
      double lower = end();
      double upper = end();
      if (lower > upper) std::swap(lower, upper);
      index.add(lower, upper, key);
      plain.push_back({lower, upper, key});
      if (key % 3 == 0) index.settle();
    }
    index.settle();
    for (double number = -1; number < 21; number += 0.5) {
      std::vector<std::uint64_t> got;
      index.find(number, [&](std::uint64_t key) { got.push_back(key); });
      std::ranges::sort(got);
      std::vector<std::uint64_t> want;
      for (const Plain& p : plain) {
        if (p.lower <= number && number <= p.upper) want.push_back(p.key);
      }
      ASSERT_EQ(got, want) << number << " of " << size;
    }
    index.find(std::numeric_limits<double>::quiet_NaN(), [](std::uint64_t) { FAIL(); });
  }
}

TEST(IntervalIndex, KeepsWhatIsAddedTwiceOnce) {
  IntervalIndex index;
  for (int i = 0; i < 3; ++i) {
    index.add(1, 2, 7);
    index.settle();
  }
  int found = 0;
  index.find(1.5, [&](std::uint64_t) { ++found; });
  EXPECT_EQ(found, 1);
}

}  // namespace
}  // namespace epitaph::pattern
