#include "events/rule_book.h"

#include <thread>

#include "events/event_world.h"

namespace epitaph::events {
namespace {

using testing::HasSubstr;

constexpr std::string_view kName = "r";

Rule rule_of(std::string_view name, std::string_view pattern = R"({"source":["shop"]})") {
  return {.name = std::string{name},
          .scope = {"123456789012", "us-east-1"},
          .event_pattern = std::string{pattern}};
}

RuleBook::Change becomes(Rule rule) {
  return [rule](std::optional<Rule>& there) -> aws::Verdict {
    there = rule;
    return Done{};
  };
}

struct RuleBookTest : testing::Test, EventWorld {
  const BusAddress bus{scope};
  storage::DocumentKey key(std::string_view name) const {
    return {"rule", scope, "default/" + std::string{name}};
  }
};

TEST_F(RuleBookTest, HasWhatWasPutThereAtOnceAndAfterALoad) {
  ASSERT_TRUE(rules.change(bus, kName, becomes(rule_of(kName))));
  ASSERT_TRUE(rules.snapshot()->find(bus, kName));
  EXPECT_TRUE(rules.snapshot()->find(bus, kName)->pattern);

  RuleBook again{storage};
  EXPECT_FALSE(again.snapshot()->find(bus, kName));
  ASSERT_TRUE(again.load());
  EXPECT_EQ(again.snapshot()->find(bus, kName)->rule.event_pattern, R"({"source":["shop"]})");
}

TEST_F(RuleBookTest, KeepsRulesSortedByBusAndName) {
  for (const auto* name : {"b", "c", "a"}) {
    ASSERT_TRUE(rules.change(bus, name, becomes(rule_of(name))));
  }
  auto elsewhere = rule_of("z");
  elsewhere.scope.region = "eu-west-1";
  ASSERT_TRUE(rules.change({.scope = elsewhere.scope}, "z", becomes(elsewhere)));

  RuleBook loaded{storage};
  ASSERT_TRUE(loaded.load());
  for (const auto* book : {&rules, &loaded}) {
    std::string names;
    for (const auto& rule : book->snapshot()->rules(bus)) names += rule->rule.name;
    EXPECT_EQ(names, "abc");
    EXPECT_EQ(book->snapshot()->rules({.scope = elsewhere.scope}).size(), 1U);
  }
}

TEST_F(RuleBookTest, NeverChangesASnapshotThatSomebodyHolds) {
  ASSERT_TRUE(rules.change(bus, kName, becomes(rule_of(kName))));
  const auto held = rules.snapshot();
  ASSERT_TRUE(rules.change(bus, kName, [](auto& rule) -> aws::Verdict {
    rule.reset();
    return Done{};
  }));
  EXPECT_TRUE(held->find(bus, kName));
  EXPECT_FALSE(rules.snapshot()->find(bus, kName));
  EXPECT_TRUE(rules.snapshot()->rules(bus).empty());
  EXPECT_FALSE(*storage.read_document(key(kName)));
}

TEST_F(RuleBookTest, WritesNothingWhenNothingChanges) {
  ASSERT_TRUE(rules.change(bus, kName, becomes(rule_of(kName))));
  const auto commits = storage.stats().commits;
  ASSERT_TRUE(rules.change(bus, kName, becomes(rule_of(kName))));
  EXPECT_EQ(storage.stats().commits, commits);
}

TEST_F(RuleBookTest, LeavesAllAsItWasWhenAChangeIsRefused) {
  const auto refused = rules.change(bus, kName, [](auto& rule) -> aws::Verdict {
    rule = rule_of(kName);
    return aws::validation_exception("no");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "no");
  EXPECT_FALSE(rules.snapshot()->find(bus, kName));
}

TEST_F(RuleBookTest, BeginsAgainWhenAnotherWasFirst) {
  RuleBook other{storage};
  int attempts = 0;
  const auto changed = rules.change(bus, kName, [&](auto& rule) -> aws::Verdict {
    if (++attempts == 1) {
      EXPECT_TRUE(other.change(bus, kName, becomes(rule_of(kName))));
    }
    if (!rule) rule = rule_of(kName);
    rule->description += "!";
    return Done{};
  });
  ASSERT_TRUE(changed);
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(rules.snapshot()->find(bus, kName)->rule.description, "!");
}

TEST_F(RuleBookTest, GivesUpWhenAnotherIsAlwaysFirst) {
  RuleBook other{storage};
  const auto changed = rules.change(bus, kName, [&](auto& rule) -> aws::Verdict {
    auto next = rule.value_or(rule_of(kName));
    next.description = next.description == "a" ? "b" : "a";
    EXPECT_TRUE(other.change(bus, kName, becomes(next)));
    rule = rule_of(kName);
    return Done{};
  });
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().type, "ConcurrentModificationException");
}

TEST_F(RuleBookTest, KeepsARuleInSightWhosePatternDoesNotCompileAnyMore) {
  storage::Commit commit;
  commit.documents.push_back(RuleBook::new_rule_row(rule_of("old", R"({"source":"shop"})")));
  commit.documents.push_back({.key = key("broken"), .text = "{", .expected = 0});
  ASSERT_TRUE(storage.commit(std::move(commit)));

  ASSERT_TRUE(rules.load());
  ASSERT_TRUE(rules.snapshot()->find(bus, "old"));
  EXPECT_FALSE(rules.snapshot()->find(bus, "old")->pattern);
  EXPECT_FALSE(rules.snapshot()->find(bus, "broken"));
  const auto change = rules.change(bus, "broken", becomes(rule_of("broken")));
  ASSERT_FALSE(change);
  EXPECT_THAT(change.error().cause, HasSubstr("rule document cannot be read"));
}

// Eight threads each put a target of their own, while others replace, delete and publish.
TEST_F(RuleBookTest, LosesNothingOfChangesAtOnce) {
  ASSERT_TRUE(rules.change(bus, kName, becomes(rule_of(kName))));
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        const auto id = fmt::format("t{}", t);
        EXPECT_TRUE(rules.change(bus, kName, [&](auto& rule) -> aws::Verdict {
          rule->targets.push_back({.id = id, .arn = "a", .json = {{"Id", id}, {"Arn", "a"}}});
          return Done{};
        }));
        const auto own = rule_of(fmt::format("own{}", t));
        EXPECT_TRUE(rules.change(bus, own.name, becomes(own)));
        if (t % 2 == 0) {
          EXPECT_TRUE(rules.change(bus, own.name, [](auto& rule) -> aws::Verdict {
            rule.reset();
            return Done{};
          }));
        }
      });
    }
    threads.emplace_back([&] {
      const auto event = custom_event("e");
      for (int i = 0; i < 50; ++i) EXPECT_TRUE(publisher.publish(bus, {&event, 1}));
    });
  }
  const auto now = rules.snapshot();
  EXPECT_EQ(now->find(bus, kName)->rule.targets.size(), 8U);
  EXPECT_EQ(now->rules(bus).size(), 5U);
  RuleBook loaded{storage};
  ASSERT_TRUE(loaded.load());
  EXPECT_EQ(loaded.snapshot()->rules(bus).size(), 5U);
}

// More changes than lie beside the large index, while events are matched; the book merges
// meanwhile.
TEST_F(RuleBookTest, MatchesByEveryRuleWhileManyAreMade) {
  constexpr int kRules = 2 * static_cast<int>(pattern::Matcher::kChangesMax) + 50;
  {
    const std::jthread matching([&](const std::stop_token& stop) {
      const auto event = custom_event("e");
      while (!stop.stop_requested()) EXPECT_TRUE(publisher.publish(bus, {&event, 1}));
    });
    for (int i = 0; i < kRules; ++i) {
      auto rule = rule_of(fmt::format("r{}", i));
      rule.event_pattern = fmt::format(R"({{"detail": {{"n": [{}]}}}})", i);
      ASSERT_TRUE(rules.change(bus, rule.name, becomes(rule)));
    }
  }
  const auto now = rules.snapshot();
  pattern::Matcher::Scratch scratch;
  std::vector<pattern::RuleId> matched;
  for (int i = 0; i < kRules; ++i) {
    now->rules(bus).matcher().match(fmt::format(R"({{"detail": {{"n": {}}}}})", i), scratch,
                                    matched);
    ASSERT_EQ(matched.size(), 1U) << i;
    EXPECT_EQ(now->rules(bus).rule(matched.front()).rule.name, fmt::format("r{}", i));
  }
}

}  // namespace
}  // namespace epitaph::events
