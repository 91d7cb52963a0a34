#include "cli/logs_options.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Timestamp kNow{milliseconds{1'700'000'000'000}};

TEST(LogsOptions, AMomentIsATimeOrASpanBeforeNow) {
  EXPECT_EQ(*parse_moment("--since", "2h", kNow), kNow - hours{2});
  EXPECT_EQ(*parse_moment("--since", "1970-01-01T00:00:01Z", kNow), Timestamp{milliseconds{1000}});
  const auto refused = parse_moment("--since", "yesterday", kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalid);
  EXPECT_TRUE(refused.error().message.starts_with("--since takes"));
}

TEST(LogsOptions, TheRangeIsInclusiveAsTheApiHasIt) {
  LogsOptions options;
  EXPECT_EQ(*range_of(options), LogsRange{});
  options.since = "1970-01-01T00:00:01Z";
  options.until = "1970-01-01T00:00:02Z";
  const auto range = range_of(options);
  ASSERT_TRUE(range);
  EXPECT_EQ(range->from_ms, 1000);
  EXPECT_EQ(range->until_ms, 1999);
  options.since = options.until;
  EXPECT_FALSE(range_of(options));
}

}  // namespace
}  // namespace epitaph::cli
