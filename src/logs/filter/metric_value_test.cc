#include "logs/filter/metric_value.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

struct MetricValueCase {
  std::string_view name, value, pattern, message;
  std::optional<double> number;
};

constexpr std::string_view kLine = R"(127.0.0.1 [now] "GET /" 404 1534)";

TEST(MetricValue, IsANumberOrReadFromTheMessage) {
  const MetricValueCase cases[] = {
      {"a number", "1", "ERROR", "ERROR", 1.0},
      {"a fraction", "-2.5", "", "x", -2.5},
      {"a member", "$.latency", "{ $.latency = * }", R"({"latency": 12.5})", 12.5},
      {"a member that the pattern does not name", "$.n.m", "{ $.a = 1 }",
       R"({"a": 1, "n": {"m": 3}})", 3.0},
      {"a text that is a number", "$.n", "{ $.n = * }", R"({"n": "7"})", 7.0},
      {"a text that is none", "$.n", "{ $.n = * }", R"({"n": "seven"})", {}},
      {"a member that is not there", "$.n", "{ $.a = 1 }", R"({"a": 1})", {}},
      {"a boolean", "$.n", "{ $.a = 1 }", R"({"a": 1, "n": true})", {}},
      {"a column", "$bytes", "[ip, ..., bytes]", kLine, 1534.0},
      {"a column by its place", "$4", "[ip, ..., bytes]", kLine, 404.0},
      {"a column that is no number", "$ip", "[ip, ..., bytes]", kLine, {}},
      {"a column that is not there", "$9", "[ip, ..., bytes]", kLine, {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto pattern = FilterPattern::compile(c.pattern);
    ASSERT_TRUE(pattern);
    const auto value = MetricValue::compile(c.value, *pattern);
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(value->of(*pattern, c.message), c.number);
  }
}

TEST(MetricValue, FitsThePattern) {
  const std::pair<std::string_view, std::string_view> refused[] = {
      {"length", "ERROR"},     {"$.a", "ERROR"},
      {"$a", "ERROR"},         {"$a", "{ $.a = 1 }"},
      {"$b", "[a]"},           {"$", "[a,]"},
      {"", "ERROR"},           {"$.a = 1", "{ $.a = 1 }"},
      {"$.a", "[a]"},          {"nan", "{ $.a = 1 }"},
      {"$.a[*", "{ $.a = 1 }"}};
  for (const auto& [value, text] : refused) {
    SCOPED_TRACE(testing::Message() << value << " of " << text);
    const auto pattern = FilterPattern::compile(text);
    ASSERT_TRUE(pattern);
    EXPECT_FALSE(MetricValue::compile(value, *pattern));
    EXPECT_FALSE(is_selector_for(value, *pattern));
  }
  EXPECT_FALSE(is_selector_for("1", *FilterPattern::compile("{ $.a = 1 }")));
  EXPECT_TRUE(is_selector_for("$.b", *FilterPattern::compile("{ $.a = 1 }")));
  EXPECT_TRUE(is_selector_for("$b", *FilterPattern::compile("[a, b]")));
}

}  // namespace
}  // namespace epitaph::logs
