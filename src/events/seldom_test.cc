#include "events/seldom.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(Seldom, IsDueOnceInItsIntervalAndCountsWhatItHeldBack) {
  ManualClock clock{Timestamp{std::chrono::hours{1}}};
  Seldom seldom{std::chrono::seconds{10}};
  EXPECT_EQ(seldom.due(clock.now()), 0U);
  EXPECT_EQ(seldom.due(clock.now()), std::nullopt);
  clock.advance(std::chrono::milliseconds{9'999});
  EXPECT_EQ(seldom.due(clock.now()), std::nullopt);
  clock.advance(std::chrono::milliseconds{1});
  EXPECT_EQ(seldom.due(clock.now()), 2U);
}

}  // namespace
}  // namespace epitaph::events
