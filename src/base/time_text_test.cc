#include "base/time_text.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

using std::chrono::milliseconds;

TEST(TimeText, ReadsWhatAwsWrites) {
  struct Case {
    std::string_view text;
    std::int64_t epoch_ms;
  };
  constexpr Case kCases[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"2024-09-10T14:41:47Z", 1725979307000},
      {"2024-09-10T14:41:47.41Z", 1725979307410},
      {"2024-09-10T14:41:06.8Z", 1725979266800},
      {"2024-09-10T14:41:47.123999Z", 1725979307123},
      {"2024-09-10T16:41:47+02:00", 1725979307000},
      {"2024-09-10 14:41:47z", 1725979307000},
      {"2024-02-29T00:00:00Z", 1709164800000},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const auto time = parse_rfc3339(c.text);
    ASSERT_TRUE(time);
    EXPECT_EQ(time->time_since_epoch().count(), c.epoch_ms);
  }
}

TEST(TimeText, RefusesWhatIsNoTime) {
  for (const std::string_view text :
       {"", "now", "2024-09-10", "2024-09-10T14:41:47", "2024-13-10T14:41:47Z",
        "2023-02-29T00:00:00Z", "2024-09-10T24:00:00Z", "2024-09-10T14:41:47.Z",
        "2024-09-10T14:41:47Z ", "2024-09-10T14:41:47+2:00", "0000-01-01T00:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(TimeText, WritesMillisecondsOnlyWhenThereAreSome) {
  EXPECT_EQ(format_rfc3339(Timestamp{milliseconds{1725979307410}}), "2024-09-10T14:41:47.410Z");
  EXPECT_EQ(format_rfc3339(Timestamp{milliseconds{1725979307000}}), "2024-09-10T14:41:47Z");
  EXPECT_EQ(format_rfc3339_seconds(Timestamp{milliseconds{1725979307999}}), "2024-09-10T14:41:47Z");
}

TEST(TimeText, ReadsDurationsAsPeopleTypeThem) {
  EXPECT_EQ(parse_duration("15m"), std::chrono::minutes{15});
  EXPECT_EQ(parse_duration("2d1h20m"), std::chrono::hours{49} + std::chrono::minutes{20});
  for (const std::string_view text :
       {"", "15", "m", "20m1h", "1h1h", "-1h", "1x", "99999999999w"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(TimeText, WritesDurationsForPeople) {
  EXPECT_EQ(format_duration(milliseconds{40}), "40ms");
  EXPECT_EQ(format_duration(milliseconds{1200}), "1.2s");
  EXPECT_EQ(format_duration(milliseconds{45'000}), "45s");
  EXPECT_EQ(format_duration(std::chrono::seconds{200}), "3m 20s");
  EXPECT_EQ(format_duration(std::chrono::hours{3}), "3h");
  EXPECT_EQ(format_duration(std::chrono::hours{49}), "2d 1h");
}

}  // namespace
}  // namespace epitaph
