#include "queues/long_polls.h"

#include <thread>

#include <gtest/gtest.h>

namespace epitaph::queues {
namespace {

using std::chrono::steady_clock;
constexpr storage::QueueId kQueue{1}, kOther{2};

/// So long that a test would hang whose waiter is not woken.
constexpr std::chrono::hours kLong{1};

TEST(LongPolls, WakeWhoWaitsWhenSomethingArrives) {
  LongPolls polls(1, kLong);
  const auto waiter = polls.enter(kQueue);
  std::thread sender([&] { polls.arrived(kQueue); });
  EXPECT_TRUE(waiter->wait(steady_clock::now() + kLong));
  sender.join();
}

TEST(LongPolls, NoticeWhatArrivedBetweenLookingAndWaiting) {
  LongPolls polls(1, kLong);
  const auto waiter = polls.enter(kQueue);
  polls.arrived(kQueue);
  EXPECT_TRUE(waiter->wait(steady_clock::now() + kLong));
}

TEST(LongPolls, EndWithTheirTimeWhateverOtherQueuesGet) {
  LongPolls polls;
  const auto waiter = polls.enter(kQueue);
  polls.arrived(kOther);
  const auto until = steady_clock::now() + std::chrono::milliseconds{20};
  EXPECT_TRUE(waiter->wait(until)) << "a last look";
  EXPECT_GE(steady_clock::now(), until);
  EXPECT_FALSE(waiter->wait(until));
}

TEST(LongPolls, AreSoManyAndNoMore) {
  LongPolls polls(2);
  auto first = polls.enter(kQueue);
  const auto second = polls.enter(kOther);
  EXPECT_EQ(polls.enter(kQueue), nullptr);
  first.reset();
  EXPECT_NE(polls.enter(kOther), nullptr);
}

TEST(LongPolls, AreSentAwayWhenTheServerStops) {
  LongPolls polls;
  const auto waiter = polls.enter(kQueue);
  std::thread stopper([&] { polls.stop(); });
  EXPECT_FALSE(waiter->wait(steady_clock::now() + std::chrono::hours{1}));
  EXPECT_EQ(polls.enter(kQueue), nullptr);
  stopper.join();
}

}  // namespace
}  // namespace epitaph::queues
