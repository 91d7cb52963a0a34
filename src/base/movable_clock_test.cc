#include "base/movable_clock.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

using std::chrono::hours;

TEST(MovableClock, GoesAheadOfTheOtherOneAndNeverBack) {
  ManualClock real{Timestamp{hours{1}}};
  MovableClock clock{real};
  EXPECT_EQ(clock.now(), Timestamp{hours{1}});
  EXPECT_TRUE(clock.put_ahead(hours{2}));
  EXPECT_TRUE(clock.put_ahead(hours{2}));
  EXPECT_EQ(clock.now(), Timestamp{hours{3}});
  real.advance(hours{1});
  EXPECT_EQ(clock.now(), Timestamp{hours{4}});
  EXPECT_FALSE(clock.put_ahead(hours{1}));
  EXPECT_FALSE(clock.put_ahead(MovableClock::kAheadMax + hours{1}));
  EXPECT_EQ(clock.ahead(), hours{2});
}

}  // namespace
}  // namespace epitaph
