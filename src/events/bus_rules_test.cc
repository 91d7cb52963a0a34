#include "events/bus_rules.h"

#include <map>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "events/rule_matching.h"

namespace epitaph::events {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::shared_ptr<const CompiledRule> rule(std::string name, std::string pattern,
                                         std::string state = "ENABLED") {
  auto out = std::make_shared<CompiledRule>();
  if (auto compiled = pattern::EventPattern::compile(pattern)) out->pattern = *std::move(compiled);
  out->rule.name = std::move(name);
  out->rule.event_pattern = std::move(pattern);
  out->rule.state = std::move(state);
  return out;
}

std::vector<std::string> names(const std::vector<const CompiledRule*>& rules) {
  std::vector<std::string> out;
  for (const auto* r : rules) out.push_back(r->rule.name);
  return out;
}

TEST(BusRules, MatchesThoseThatAreEnabledByName) {
  const BusRules rules = BusRules::of({rule("z", R"({"a": [1]})"), rule("b", R"({"a": [1, 2]})"),
                                       rule("c", R"({"a": [1]})", "DISABLED"), rule("d", "")});
  EXPECT_EQ(rules.size(), 4U);
  EXPECT_THAT(names(matching_rules(rules, R"({"a": 1})")), ElementsAre("b", "z"));
  const BusRules enabled = rules.with("c", rule("c", R"({"a": [1]})"));
  EXPECT_THAT(names(matching_rules(enabled, R"({"a": 1})")), ElementsAre("b", "c", "z"));
  const BusRules disabled = enabled.with("b", rule("b", R"({"a": [1, 2]})", "DISABLED"));
  EXPECT_THAT(names(matching_rules(disabled, R"({"a": 1})")), ElementsAre("c", "z"));
  EXPECT_THAT(names(matching_rules(rules, R"({"a": 2})")), ElementsAre("b"));
}

TEST(BusRules, TakesChangesOfARuleThatLeaveItsPatternAsItWas) {
  const auto changed = rule("x", R"({"a": [1]})");
  const BusRules rules = BusRules::of({rule("x", R"({"a": [1]})")}).with("x", changed);
  EXPECT_THAT(matching_rules(rules, R"({"a": 1})"), ElementsAre(changed.get()));
  EXPECT_EQ(rules.find("x"), changed);
}

TEST(BusRules, IsEmptyWhenTheLastIsGone) {
  const BusRules rules = BusRules::of({rule("x", R"({"a": [1]})")});
  const BusRules none = rules.with("x", nullptr);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_THAT(matching_rules(none, R"({"a": 1})"), IsEmpty());
  EXPECT_TRUE(none.with("y", nullptr).empty());
  EXPECT_EQ(rules.size(), 1U);
}

TEST(BusRules, KeepsAllThroughManyChanges) {
  std::mt19937 random(1);
  std::map<std::string, std::shared_ptr<const CompiledRule>> plain;
  BusRules rules;
  for (int change = 0; change < 6000; ++change) {
    const std::string name = fmt::format("rule-{}", random() % 1500);
    const bool remove = random() % 3 == 0;
    const auto next = remove ? nullptr : rule(name, fmt::format(R"({{"a": [{}]}})", random() % 9));
    rules = rules.with(name, next);
    if (remove) {
      plain.erase(name);
    } else {
      plain[name] = next;
    }
    if (change % 500 != 499) continue;
    ASSERT_EQ(rules.size(), plain.size());
    auto at = plain.begin();
    for (const auto& kept : rules) {
      ASSERT_EQ(kept, at->second);
      ASSERT_EQ(rules.find(at->first), at->second);
      ++at;
    }
    std::vector<const CompiledRule*> want;
    for (const auto& [key, kept] : plain) {
      if (kept->pattern->matches(R"({"a": 4})")) want.push_back(kept.get());
    }
    ASSERT_EQ(matching_rules(rules, R"({"a": 4})"), want);
  }
}

}  // namespace
}  // namespace epitaph::events
