#include "logs/live_tail/event_sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

TailEvent numbered(std::size_t number) { return {.message = std::to_string(number)}; }

std::vector<std::size_t> numbers(const EventSample::Taken& taken) {
  std::vector<std::size_t> all;
  for (const auto& event : taken.events) all.push_back(std::stoul(event.message));
  return all;
}

TEST(EventSample, KeepsAllOfAFew) {
  EventSample sample(5, 1000, 1);
  for (std::size_t i = 0; i < 5; ++i) sample.offer(numbered(i));
  const auto taken = sample.take();
  EXPECT_THAT(numbers(taken), testing::ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(taken.dropped, 0U);
  EXPECT_TRUE(sample.take().events.empty());
}

TEST(EventSample, KeepsSoManyOfMoreInTheirOrder) {
  EventSample sample(5, 1000, 1);
  for (std::size_t i = 0; i < 100; ++i) sample.offer(numbered(i));
  sample.miss(7);
  const auto taken = sample.take();
  EXPECT_EQ(taken.events.size(), 5U);
  EXPECT_EQ(taken.dropped, 102U);
  EXPECT_TRUE(std::ranges::is_sorted(numbers(taken)));
}

TEST(EventSample, IsFair) {
  std::vector<int> chosen(20);
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    EventSample sample(5, 1000, seed);
    for (std::size_t i = 0; i < chosen.size(); ++i) sample.offer(numbered(i));
    for (const auto number : numbers(sample.take())) ++chosen[number];
  }
  for (const int times : chosen) EXPECT_NEAR(times, 1000, 150);
}

TEST(EventSample, IsBoundedInBytes) {
  EventSample sample(100, 10, 1);
  for (int i = 0; i < 10; ++i) sample.offer({.message = "1234"});
  const auto taken = sample.take();
  EXPECT_EQ(taken.events.size(), 2U);
  EXPECT_EQ(taken.dropped, 8U);
}

TEST(EventSample, TakesOneEventOfAnySize) {
  EventSample sample(100, 10, 1);
  sample.offer({.message = std::string(1000, 'x')});
  sample.offer({.message = "small"});
  const auto taken = sample.take();
  ASSERT_EQ(taken.events.size(), 1U);
  EXPECT_EQ(taken.dropped, 1U);
}

}  // namespace
}  // namespace epitaph::logs
