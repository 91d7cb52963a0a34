#include "logs/insights/period.h"

#include <cmath>

#include <gtest/gtest.h>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {
namespace {

// 2024-09-10, a Tuesday, 14:41:47.410
constexpr double kTuesday = 1'725'979'307'410;

struct FloorCase {
  Period period;
  std::string_view floor, ceiling;
};

constexpr FloorCase kFloorCases[] = {
    {{100, PeriodUnit::kMillisecond}, "2024-09-10 14:41:47.400", "2024-09-10 14:41:47.500"},
    {{10, PeriodUnit::kMillisecond}, "2024-09-10 14:41:47.410", "2024-09-10 14:41:47.410"},
    {{30, PeriodUnit::kSecond}, "2024-09-10 14:41:30.000", "2024-09-10 14:42:00.000"},
    {{5, PeriodUnit::kMinute}, "2024-09-10 14:40:00.000", "2024-09-10 14:45:00.000"},
    {{1, PeriodUnit::kHour}, "2024-09-10 14:00:00.000", "2024-09-10 15:00:00.000"},
    {{6, PeriodUnit::kHour}, "2024-09-10 12:00:00.000", "2024-09-10 18:00:00.000"},
    {{1, PeriodUnit::kDay}, "2024-09-10 00:00:00.000", "2024-09-11 00:00:00.000"},
    {{1, PeriodUnit::kWeek}, "2024-09-09 00:00:00.000", "2024-09-16 00:00:00.000"},
    {{1, PeriodUnit::kMonth}, "2024-09-01 00:00:00.000", "2024-10-01 00:00:00.000"},
    {{1, PeriodUnit::kQuarter}, "2024-07-01 00:00:00.000", "2024-10-01 00:00:00.000"},
    {{1, PeriodUnit::kYear}, "2024-01-01 00:00:00.000", "2025-01-01 00:00:00.000"},
    {{10, PeriodUnit::kYear}, "2020-01-01 00:00:00.000", "2030-01-01 00:00:00.000"},
};

TEST(InsightsPeriod, FloorsAndCeils) {
  for (const auto& c : kFloorCases) {
    EXPECT_EQ(result_text(Value::time(floor_to(kTuesday, c.period))), c.floor);
    EXPECT_EQ(result_text(Value::time(ceil_to(kTuesday, c.period))), c.ceiling);
  }
}

TEST(InsightsPeriod, WorksBefore1970) {
  EXPECT_EQ(floor_to(-1, {1, PeriodUnit::kMinute}), -60'000);
  EXPECT_EQ(result_text(Value::time(floor_to(-1, {1, PeriodUnit::kMonth}))),
            "1969-12-01 00:00:00.000");
}

TEST(InsightsPeriod, HasNoMomentBeyondTheCalendar) {
  EXPECT_TRUE(std::isnan(floor_to(1e17, {1, PeriodUnit::kHour})));
  EXPECT_TRUE(std::isnan(ceil_to(kTuesday, {4'000'000'000, PeriodUnit::kYear})));
}

TEST(InsightsPeriod, IsCappedAsAwsCapsIt) {
  EXPECT_EQ(capped({5000, PeriodUnit::kMillisecond}).count, 1000U);
  EXPECT_EQ(capped({300, PeriodUnit::kSecond}).count, 60U);
  EXPECT_EQ(capped({90, PeriodUnit::kMinute}).count, 60U);
  EXPECT_EQ(capped({48, PeriodUnit::kHour}).count, 24U);
  EXPECT_EQ(capped({48, PeriodUnit::kDay}).count, 48U);
}

struct UnitCase {
  std::string_view word;
  std::optional<PeriodUnit> unit;
};

const UnitCase kUnitCases[] = {
    {"ms", PeriodUnit::kMillisecond}, {"msecs", PeriodUnit::kMillisecond},
    {"s", PeriodUnit::kSecond},       {"Seconds", PeriodUnit::kSecond},
    {"m", PeriodUnit::kMinute},       {"mins", PeriodUnit::kMinute},
    {"hrs", PeriodUnit::kHour},       {"hour", PeriodUnit::kHour},
    {"days", PeriodUnit::kDay},       {"w", PeriodUnit::kWeek},
    {"mo", PeriodUnit::kMonth},       {"mon", PeriodUnit::kMonth},
    {"q", PeriodUnit::kQuarter},      {"qtr", PeriodUnit::kQuarter},
    {"yr", PeriodUnit::kYear},        {"ds", std::nullopt},
    {"fortnight", std::nullopt},      {"", std::nullopt},
};

TEST(InsightsPeriod, HasTheUnitsOfTheDocumentation) {
  for (const auto& c : kUnitCases) EXPECT_EQ(parse_period_unit(c.word), c.unit) << c.word;
}

}  // namespace
}  // namespace epitaph::logs::insights
