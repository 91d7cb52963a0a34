#include "events/schedules/schedule_expression.h"

#include <vector>

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace epitaph::events {
namespace {

/// The times that follow one another from `after` on. Rates count from `after` too.
struct TimesCase {
  std::string_view schedule, after;
  std::vector<std::string_view> times;
};

const std::vector<TimesCase> kTimes = {
    {"rate(1 minute)",
     "2024-09-10T14:41:47.410Z",
     {"2024-09-10T14:42:47.410Z", "2024-09-10T14:43:47.410Z"}},
    {"rate(5 minutes)", "2024-09-10T14:41:47Z", {"2024-09-10T14:46:47Z", "2024-09-10T14:51:47Z"}},
    {"rate(12 hours)", "2024-12-31T14:00:00Z", {"2025-01-01T02:00:00Z"}},
    {"rate(1 day)", "2024-02-28T00:00:00Z", {"2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"}},
    // The minute of `after` is over.
    {"cron(* * * * ? *)", "2024-09-10T14:41:00Z", {"2024-09-10T14:42:00Z", "2024-09-10T14:43:00Z"}},
    {"cron(15 10 * * ? *)",
     "2024-09-10T10:14:59Z",
     {"2024-09-10T10:15:00Z", "2024-09-11T10:15:00Z"}},
    {"cron(5,35 14 * * ? *)",
     "2024-09-10T14:04:00Z",
     {"2024-09-10T14:05:00Z", "2024-09-10T14:35:00Z", "2024-09-11T14:05:00Z"}},
    {"cron(0/25 8 * * ? *)",
     "2024-09-10T08:00:00Z",
     {"2024-09-10T08:25:00Z", "2024-09-10T08:50:00Z", "2024-09-11T08:00:00Z"}},
    {"cron(0 22-2/2 * * ? *)",
     "2024-09-10T22:00:00Z",
     {"2024-09-11T00:00:00Z", "2024-09-11T02:00:00Z", "2024-09-11T22:00:00Z"}},
    // Monday to Friday; 14 September 2024 is a Saturday.
    {"cron(0 18 ? * MON-FRI *)",
     "2024-09-13T12:00:00Z",
     {"2024-09-13T18:00:00Z", "2024-09-16T18:00:00Z"}},
    {"cron(0 0 ? * FRI-MON *)",
     "2024-09-12T12:00:00Z",
     {"2024-09-13T00:00:00Z", "2024-09-14T00:00:00Z", "2024-09-15T00:00:00Z",
      "2024-09-16T00:00:00Z", "2024-09-20T00:00:00Z"}},
    {"cron(0 0 ? * 1 *)", "2024-09-10T00:00:00Z", {"2024-09-15T00:00:00Z"}},
    {"cron(0 0 ? * L *)", "2024-09-10T00:00:00Z", {"2024-09-14T00:00:00Z"}},
    {"cron(0 0 ? * 2/3 *)",
     "2024-09-14T12:00:00Z",
     {"2024-09-16T00:00:00Z", "2024-09-19T00:00:00Z", "2024-09-23T00:00:00Z"}},
    {"cron(15 10 ? * 6L 2002-2005)",
     "2001-01-01T00:00:00Z",
     {"2002-01-25T10:15:00Z", "2002-02-22T10:15:00Z"}},
    {"cron(15 10 ? * 6L 2002-2005)", "2005-12-30T10:15:00Z", {}},
    {"cron(0 2 ? * SAT#3 *)", "2024-09-10T00:00:00Z", {"2024-09-21T02:00:00Z"}},
    {"cron(0 2 ? * 2#5 *)",
     "2024-09-10T00:00:00Z",
     {"2024-09-30T02:00:00Z", "2024-12-30T02:00:00Z"}},
    {"cron(0 0 L * ? *)", "2024-01-31T00:00:00Z", {"2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z"}},
    {"cron(0 0 LW * ? *)",
     "2024-08-15T00:00:00Z",
     {"2024-08-30T00:00:00Z", "2024-09-30T00:00:00Z"}},
    // The 15th of September and December 2024 are Sundays, of June a Saturday.
    {"cron(0 0 15W 6,9 ? *)",
     "2024-05-01T00:00:00Z",
     {"2024-06-14T00:00:00Z", "2024-09-16T00:00:00Z"}},
    // A nearest weekday stays in its month: 1 June 2024 is a Saturday, 31 March 2024 a Sunday.
    {"cron(0 0 1W JUN ? 2024)", "2024-05-01T00:00:00Z", {"2024-06-03T00:00:00Z"}},
    {"cron(0 0 31W * ? 2024)",
     "2024-02-01T00:00:00Z",
     {"2024-03-29T00:00:00Z", "2024-05-31T00:00:00Z"}},
    {"cron(0 0 29 FEB ? *)", "2024-03-01T00:00:00Z", {"2028-02-29T00:00:00Z"}},
    {"cron(0 0 29 2 ? *)", "2096-03-01T00:00:00Z", {"2104-02-29T00:00:00Z"}},
    {"cron(0 0 31 2 ? *)", "2024-01-01T00:00:00Z", {}},
    {"cron(59 23 31 12 ? 2500)", "2024-01-01T00:00:00Z", {"2500-12-31T23:59:00Z"}},
    {"cron(0/5 5 ? JAN 1-5 2022)", "2022-02-01T00:00:00Z", {}},
    {"cron(0 0 1 jan ? 2030/5)",
     "2024-01-01T00:00:00Z",
     {"2030-01-01T00:00:00Z", "2035-01-01T00:00:00Z"}},
};

TEST(ScheduleExpression, FiresWhenItSays) {
  for (const auto& c : kTimes) {
    SCOPED_TRACE(c.schedule);
    const auto schedule = ScheduleExpression::parse(c.schedule);
    ASSERT_TRUE(schedule);
    const Timestamp since = *parse_rfc3339(c.after);
    Timestamp after = since;
    for (const auto time : c.times) {
      const auto next = schedule->next(since, after);
      ASSERT_TRUE(next) << time;
      EXPECT_EQ(format_rfc3339(*next), time);
      after = *next;
    }
    if (c.times.empty()) {
      EXPECT_FALSE(schedule->next(since, after));
    }
  }
}

TEST(ScheduleExpression, ARateCountsFromItsBeginning) {
  const auto rate = *ScheduleExpression::parse("rate(10 minutes)");
  const Timestamp since = *parse_rfc3339("2024-09-10T14:00:00Z");
  using std::chrono::minutes;
  EXPECT_EQ(rate.next(since, since - minutes{99}), since + minutes{10});
  EXPECT_EQ(rate.next(since, since + minutes{10}), since + minutes{20});
  EXPECT_EQ(rate.next(since, since + minutes{35}), since + minutes{40});
}

TEST(ScheduleExpression, TakesLongRates) {
  const auto rate = ScheduleExpression::parse("rate(9223372036854775807 days)");
  ASSERT_TRUE(rate);
  EXPECT_TRUE(rate->next(Timestamp{}, Timestamp{}));
}

TEST(ScheduleExpression, RefusesWhatIsNone) {
  for (const auto* text : {"",
                           "rate",
                           "rate()",
                           "rate(10)",
                           "rate(0 minutes)",
                           "rate(-1 minutes)",
                           "rate(1 minutes)",
                           "rate(10 minute)",
                           "rate(1 days)",
                           "rate(2 day)",
                           "rate(10 seconds)",
                           "rate(1 year)",
                           "rate(10 MINUTES)",
                           "RATE(10 minutes)",
                           "rate( 10 minutes)",
                           "rate(10  minutes)",
                           "rate(10 minutes )",
                           " rate(10 minutes)",
                           "rate(10 minutes) ",
                           "rate (10 minutes)",
                           "rate(+1 minute)",
                           "rate(1.5 minutes)",
                           "rate(99999999999999999999 minutes)",
                           "10 minutes",
                           "cron",
                           "cron()",
                           "cron(INVALID)",
                           "cron(0 1 * * * *)",
                           "cron(0 1 ? * ? *)",
                           "cron(7 20 * * NOT *)",
                           "cron(0 dummy ? * MON-FRI *)",
                           "cron(71 8 1 * ? *)",
                           "cron(0 24 1 * ? *)",
                           "cron(0 0 0 * ? *)",
                           "cron(0 0 32 * ? *)",
                           "cron(0 0 1 0 ? *)",
                           "cron(0 0 1 13 ? *)",
                           "cron(0 0 ? * 0 *)",
                           "cron(0 0 ? * 8 *)",
                           "cron(0 0 1 * ? 1969)",
                           "cron(0 0 1 * ? 10000)",
                           "cron(0 0 1 * ?)",
                           "cron(0 0 1 * ? * *)",
                           "cron(0 0 3#1 * ? *)",
                           "cron(0 0 ? * 3#6 *)",
                           "cron(0 0 ? * 3#0 *)",
                           "cron(0 0 ? * #1 *)",
                           "cron(0 0 W * ? *)",
                           "cron(0 0 32W * ? *)",
                           "cron(0 0 ? * 2W *)",
                           "cron(L 0 1 * ? *)",
                           "cron(0 0 1 L ? *)",
                           "cron(0/0 0 1 * ? *)",
                           "cron(0/ 0 1 * ? *)",
                           "cron(/5 0 1 * ? *)",
                           "cron(1- 0 1 * ? *)",
                           "cron(-1 0 1 * ? *)",
                           "cron(1,,2 0 1 * ? *)",
                           "cron(1, 0 1 * ? *)",
                           "cron(? 0 1 * ? *)",
                           "cron(0 0 1 * ? *",
                           "cron 0 0 1 * ? *",
                           "CRON(0 0 1 * ? *)"}) {
    EXPECT_FALSE(ScheduleExpression::parse(text)) << text;
  }
}

}  // namespace
}  // namespace epitaph::events
