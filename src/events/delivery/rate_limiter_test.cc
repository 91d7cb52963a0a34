#include "events/delivery/rate_limiter.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

using namespace std::chrono_literals;

TEST(RateLimiter, LetsThroughNoMoreThanTheRate) {
  struct Case {
    std::int64_t rate;
    int made_max;
  };
  constexpr Case kCases[] = {{1, 11}, {5, 51}, {300, 3031}};
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.rate);
    RateLimiter limiter;
    ManualClock clock{Timestamp{1h}};
    int made = 0;
    for (int ms = 0; ms < 10'000; ++ms) {
      while (!limiter.next_call("a", c.rate, clock.now())) ++made;
      clock.advance(1ms);
    }
    EXPECT_LE(made, c.made_max);
    EXPECT_GE(made, c.rate * 10 - 1);
  }
}

TEST(RateLimiter, SaysWhenToAskAgain) {
  RateLimiter limiter;
  const Timestamp now{1h};
  EXPECT_FALSE(limiter.next_call("a", 2, now));
  EXPECT_EQ(limiter.next_call("a", 2, now), now + 500ms);
  EXPECT_FALSE(limiter.next_call("b", 2, now));
  EXPECT_FALSE(limiter.next_call("a", 2, now + 500ms));
}

}  // namespace
}  // namespace epitaph::events
