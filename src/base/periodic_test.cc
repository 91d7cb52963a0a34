#include "base/periodic.h"

#include <latch>

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Periodic, CallsAgainAndAgain) {
  std::latch thrice{3};
  int calls = 0;
  {
    const Periodic periodic{std::chrono::milliseconds{1}, [&] {
                              if (++calls <= 3) thrice.count_down();
                            }};
    thrice.wait();
  }
  EXPECT_GE(calls, 3);
}

TEST(Periodic, TellsALongCallToComeToAnEnd) {
  std::latch begun{1};
  bool told = false;
  {
    const Periodic periodic{std::chrono::milliseconds{1}, [&](const std::stop_token& stop) {
                              if (told) return;
                              begun.count_down();
                              while (!stop.stop_requested()) std::this_thread::yield();
                              told = true;
                            }};
    begun.wait();
  }
  EXPECT_TRUE(told);
}

TEST(Periodic, EndsAtOnceWhileItPauses) {
  bool called = false;
  {
    const Periodic periodic{std::chrono::hours{1}, [&] { called = true; }};
  }
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace epitaph
