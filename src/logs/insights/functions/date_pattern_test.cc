#include "logs/insights/functions/date_pattern.h"

#include <gtest/gtest.h>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {
namespace {

constexpr double kWritten = 1'725'979'307'410;  // 2024-09-10 14:41:47.410, a Tuesday

struct FormatCase {
  std::string_view pattern, zone, text;
};

constexpr FormatCase kFormatCases[] = {
    {"yyyy-MM-dd'T'HH:mm:ss.SSSX", "UTC", "2024-09-10T14:41:47.410Z"},
    {"d/M/yy", "UTC", "10/9/24"},
    {"EEE, d MMM yyyy hh:mm a", "UTC", "Tue, 10 Sep 2024 02:41 PM"},
    {"EEEE d MMMM uuuu", "UTC", "Tuesday 10 September 2024"},
    {"DDD Q k K h", "UTC", "254 3 14 2 2"},
    {"ss.S ss.SSSSSS n A", "UTC", "47.4 47.410000 410000000 52907410"},
    {"''yyyy'' 'at' HH", "UTC", "'2024' at 14"},
    {"HH:mm X XX XXX x Z", "+02:00", "16:41 +02 +0200 +02:00 +02 +0200"},
    {"HH z", "UTC", "14 UTC"},
    {"X x xxx", "UTC", "Z +00 +00:00"},
    {"%Y-%m-%dT%H:%M:%S %a %b %j %p %%", "UTC", "2024-09-10T14:41:47 Tue Sep 254 PM %"},
    {"%F %T", "-07:30", "2024-09-10 07:11:47"},
    {"HH:mm", "Europe/Berlin", "16:41"},
    {"HH:mm", "America/New_York", "10:41"},
};

TEST(InsightsDatePattern, WritesMoments) {
  for (const auto& c : kFormatCases) {
    const auto pattern = DatePattern::compile(c.pattern);
    const auto zone = TimeZone::find(c.zone);
    ASSERT_TRUE(pattern && zone) << c.pattern << ' ' << c.zone;
    EXPECT_EQ(pattern->format(kWritten, *zone), c.text) << c.pattern;
  }
}

struct ReadCase {
  std::string_view pattern, text, zone, moment;
};

constexpr std::string_view kEcsTime = "yyyy-MM-dd'T'HH:mm:ss[.SSS][.SS][.S]X";

constexpr ReadCase kReadCases[] = {
    {kEcsTime, "2024-09-10T14:41:47.410Z", "UTC", "2024-09-10 14:41:47.410"},
    {kEcsTime, "2024-09-10T14:41:47.75Z", "UTC", "2024-09-10 14:41:47.750"},
    {kEcsTime, "2024-09-10T14:41:47.7Z", "UTC", "2024-09-10 14:41:47.700"},
    {kEcsTime, "2024-09-10T14:41:47Z", "UTC", "2024-09-10 14:41:47.000"},
    {kEcsTime, "2024-09-10T16:41:47+02:00", "UTC", "2024-09-10 14:41:47.000"},
    {kEcsTime, "2024-09-10T14:41:47.7", "UTC", "-"},
    {"yyyyMMddHHmmss", "20240910144147", "UTC", "2024-09-10 14:41:47.000"},
    {"yyyy-MM-dd", "2024-02-30", "UTC", "-"},
    {"yyyy-MM-dd", "2024-02-29", "+02:00", "2024-02-28 22:00:00.000"},
    {"yyyy-MM-dd HH", "2024-07-01 12", "Europe/Berlin", "2024-07-01 10:00:00.000"},
    {"yyyy-MM-dd HH", "2024-01-01 12", "Europe/Berlin", "2024-01-01 11:00:00.000"},
    {"d MMM yyyy h:mm a", "1 sep 2024 12:05 am", "UTC", "2024-09-01 00:05:00.000"},
    {"EEEE d MMMM yyyy", "Tuesday 10 September 2024", "UTC", "2024-09-10 00:00:00.000"},
    {"yy DDD", "24 254", "UTC", "2024-09-10 00:00:00.000"},
    {"yyyy-MM-dd HH:mm z", "2024-09-10 14:41 America/New_York", "UTC", "2024-09-10 18:41:00.000"},
    {"%d/%m/%Y %H:%M:%S", "10/09/2024 14:41:47", "UTC", "2024-09-10 14:41:47.000"},
    {"HH:mm", "14:41", "UTC", "-"},
    {"yyyy", "2024 ", "UTC", "-"},
    {"yyyy-MM-dd HH:mm", "2024-09-10 24:00", "UTC", "-"},
    {"yyyy[-MM[-dd]]", "2024-09", "UTC", "2024-09-01 00:00:00.000"},
};

TEST(InsightsDatePattern, ReadsMoments) {
  for (const auto& c : kReadCases) {
    const auto pattern = DatePattern::compile(c.pattern);
    const auto zone = TimeZone::find(c.zone);
    ASSERT_TRUE(pattern && zone) << c.pattern << ' ' << c.zone;
    const auto moment = pattern->parse(c.text, *zone);
    EXPECT_EQ(moment ? result_text(Value::time(*moment)) : "-", c.moment) << c.text;
  }
}

TEST(InsightsDatePattern, RefusesWhatIsNoPattern) {
  for (const std::string_view pattern :
       {"", "bbb", "yyyy'", "[yyyy", "yyyy]", "SSSSSSSSSS", "%Y%", "%Q"}) {
    EXPECT_FALSE(DatePattern::compile(pattern)) << pattern;
  }
}

TEST(InsightsTimeZone, RefusesWhatIsNoZone) {
  for (const std::string_view name :
       {"", "/etc/passwd", "../../../etc/passwd", "Nowhere/AtAll", "+25:00", "+1:2", "Europe"}) {
    EXPECT_FALSE(TimeZone::find(name)) << name;
  }
}

TEST(InsightsTimeZone, KnowsTheGapAndTheHourThatComesTwice) {
  const auto berlin = TimeZone::find("Europe/Berlin");
  ASSERT_TRUE(berlin);
  const std::int64_t spring = 1'711'852'200;  // 2024-03-31 02:30, the clocks go from 2:00 to 3:00
  EXPECT_EQ(berlin->to_utc(spring), spring - 3600);
  const std::int64_t autumn = 1'729'996'200;  // 2024-10-27 02:30, which comes twice
  EXPECT_EQ(berlin->to_utc(autumn), autumn - 7200);
}

}  // namespace
}  // namespace epitaph::logs::insights
