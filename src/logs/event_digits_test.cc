#include "logs/event_digits.h"

#include <limits>

#include <gtest/gtest.h>

#include "storage/storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;
using storage::LogEventId;

constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();

constexpr Timestamp at(std::int64_t ms) { return Timestamp{milliseconds{ms}}; }

// In ascending order.
const LogEventId kPlaces[] = {
    {at(-62'135'596'800'000), 0, 0},
    {at(-62'135'596'800'000), 0, 9},
    {at(-1), kMost, kMost},
    {at(0), 0, 0},
    {at(0), 0, 1},
    {at(0), 1, 0},
    {at(1'700'000'000'000), 3, kMost},
    {at(1'700'000'000'000), 4, 0},
    {at(1'700'000'000'001), 0, 0},
    {at(253'402'300'799'999), kMost, kMost},
};

TEST(EventDigits, ComeBackAndSortAsThePlacesDo) {
  std::string before;
  for (const LogEventId& place : kPlaces) {
    const std::string digits = event_digits(place);
    SCOPED_TRACE(digits);
    EXPECT_EQ(digits.size(), kEventDigits);
    EXPECT_LT(before, digits);
    EXPECT_EQ(parse_event_digits(digits), place);
    before = digits;
  }
}

TEST(EventDigits, AreNotAnyText) {
  for (const std::string& text :
       {std::string{}, std::string(55, '1'), std::string(57, '0'), std::string(56, '9'),
        std::string(55, '0') + "x", "-" + std::string(55, '0'), " " + std::string(55, '0')}) {
    EXPECT_EQ(parse_event_digits(text), std::nullopt) << text;
  }
}

TEST(EventDigits, TakeTheNearestTimeThereIs) {
  EXPECT_EQ(first_place(storage::kEarliest).time, at(-62'135'596'800'000));
  EXPECT_EQ(first_place(storage::kLatest).time, at(253'402'300'800'000));
  EXPECT_TRUE(parse_event_digits(event_digits(first_place(storage::kLatest))));
}

TEST(EventDigits, HaveNeighbours) {
  const std::pair<LogEventId, LogEventId> neighbours[] = {
      {{at(5), 0, 0}, {at(5), 0, 1}},
      {{at(5), 0, kMost}, {at(5), 1, 0}},
      {{at(5), kMost, kMost}, {at(6), 0, 0}},
  };
  for (const auto& [first, second] : neighbours) {
    EXPECT_EQ(next_place(first), second);
    EXPECT_EQ(previous_place(second), first);
  }
}

}  // namespace
}  // namespace epitaph::logs
