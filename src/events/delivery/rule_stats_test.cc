#include "events/delivery/rule_stats.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(RuleCounters, AddUpWhatHasBecomeOfEachRule) {
  RuleCounters counters;
  counters.add({{"a", {.matched = 2, .delivered = 1}}, {"b", {.matched = 1}}});
  counters.add("a", {.failed = 1,
                     .dead_lettered = 1,
                     .last_error = LastError{Timestamp{}, "t", ErrorCode::kTimeout, "late"}});
  counters.add("a", {.delivered = 1});
  const auto a = counters.read("a");
  EXPECT_EQ(a.matched, 2U);
  EXPECT_EQ(a.delivered, 2U);
  EXPECT_EQ(a.failed, 1U);
  EXPECT_EQ(a.dead_lettered, 1U);
  ASSERT_TRUE(a.last_error);
  EXPECT_EQ(a.last_error->message, "late");
  EXPECT_EQ(counters.read("none").matched, 0U);
  EXPECT_EQ(counters.read_all().size(), 2U);
}

TEST(RuleCounters, ForgetRulesThatAreGone) {
  RuleCounters counters;
  counters.add({{"a", {.matched = 1}}, {"b", {.matched = 1}}});
  counters.retain([](std::string_view arn) { return arn == "b"; });
  EXPECT_EQ(counters.read("a").matched, 0U);
  EXPECT_EQ(counters.read("b").matched, 1U);
}

}  // namespace
}  // namespace epitaph::events
