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

TEST(Periodic, EndsAtOnceWhileItPauses) {
  bool called = false;
  {
    const Periodic periodic{std::chrono::hours{1}, [&] { called = true; }};
  }
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace epitaph
