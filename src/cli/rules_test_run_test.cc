#include "cli/rules_test_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using testing::ElementsAre;

std::vector<NamedPattern> rules(std::string_view text) { return *parse_rules("f", text); }

TEST(RulesTestRun, CountsTheEventsThatEachRuleMatched) {
  const auto two = rules(
      "{\"name\":\"x\",\"pattern\":{\"source\":[\"x\"]}}\n"
      "{\"name\":\"any\",\"pattern\":{\"source\":[{\"exists\":true}]}}\n"
      "{\"name\":\"none\",\"pattern\":{\"source\":[\"z\"]}}\n");
  const auto events =
      event_lines("{\"source\":\"x\"}\n\n{\"source\":\"y\"}\r\n", [](std::size_t) {});
  const auto result = run_rules_test(two, events, 3);
  EXPECT_EQ(result.events, 2U);
  EXPECT_THAT(result.matched, ElementsAre(1, 2, 0));
  EXPECT_TRUE(result.refusals.empty());
  const auto output = to_json(result, two);
  EXPECT_EQ(boost::json::serialize(output.at("matches")), R"({"x":1,"any":2,"none":0})");
  EXPECT_FALSE(output.contains("refusals"));
}

TEST(RulesTestRun, SaysWhichFieldSaidNoWhenOneRuleMatchedNothing) {
  const auto one = rules(R"({"name":"x","pattern":{"source":["x"],"n":[1]}})");
  const auto events = event_lines(
      "{\"id\":\"a\",\"source\":\"x\",\"n\":2}\n{\"source\":\"y\",\"n\":1}", [](std::size_t) {});
  EXPECT_EQ(
      boost::json::serialize(to_json(run_rules_test(one, events, 1), one).at("refusals")),
      R"([{"id":"a","field":"n","values":["2"]},{"id":"","field":"source","values":["\"y\""]}])");
}

TEST(RulesTestRun, LeavesOutLinesThatAreNoEvents) {
  std::vector<std::size_t> faults;
  const auto events = event_lines("{}\nx\n[]\n{\"a\":1} {}\n{\"a\":\n{\"a\":1}",
                                  [&](std::size_t line) { faults.push_back(line); });
  EXPECT_THAT(events, ElementsAre("{}", "{\"a\":1}"));
  EXPECT_THAT(faults, ElementsAre(2, 3, 4, 5));
}

}  // namespace
}  // namespace epitaph::cli
