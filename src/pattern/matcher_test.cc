#include "pattern/matcher.h"

#include <map>
#include <optional>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pattern/random_patterns.h"

namespace epitaph::pattern {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

EventPattern compiled(std::string_view json) {
  auto pattern = EventPattern::compile(json);
  if (!pattern) throw std::runtime_error(pattern.error().message);
  return *std::move(pattern);
}

Matcher matcher_of(std::initializer_list<std::string_view> patterns) {
  Matcher::Builder builder;
  RuleId id = 0;
  for (const std::string_view pattern : patterns) builder.add(id++, compiled(pattern));
  return std::move(builder).build();
}

std::vector<RuleId> matched(const Matcher& matcher, std::string_view event,
                            Reading reading = Reading::kUntilAllMet) {
  Matcher::Scratch scratch;
  std::vector<RuleId> out;
  matcher.match(event, scratch, out, reading);
  return out;
}

// What the plain patterns say, by the same numbers.
class Plain {
 public:
  std::map<RuleId, EventPattern> rules;

  std::vector<RuleId> matched(std::string_view event) const {
    std::vector<RuleId> out;
    const auto flat = FlatEvent::parse(event);
    if (!flat) return out;
    for (const auto& [id, pattern] : rules) {
      if (pattern.matches(*flat)) out.push_back(id);
    }
    return out;
  }
};

TEST(Matcher, HasNoRulesAtFirst) { EXPECT_THAT(matched(Matcher(), R"({"a": 1})"), IsEmpty()); }

TEST(Matcher, GivesTheNumbersOfTheRulesThatMatch) {
  const Matcher matcher = matcher_of({
      R"({"source": ["aws.ecs"]})",
      R"({"source": ["aws.ec2"]})",
      R"({"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}})",
      R"({"detail": {"containers": {"exitCode": [{"numeric": [">", 128]}]}}})",
      R"({"detail": {"containers": {"name": ["app"], "exitCode": [137]}}})",
      R"({"detail": {"stoppedReason": [{"exists": false}]}})",
      R"({"$or": [{"region": ["r"]}, {"detail": {"group": [{"wildcard": "*:web-*"}]}}]})",
  });
  EXPECT_THAT(matched(matcher, R"({"source": "aws.ecs", "detail": {"lastStatus": "STOPPED",
                                  "group": "service:web-1", "containers":
                                  [{"name": "app", "exitCode": 0}, {"name": "x", "exitCode": 137}]}})"),
              ElementsAre(0, 2, 3, 5, 6));
  EXPECT_THAT(matched(matcher, R"({"source": "aws.ec2", "detail": {"stoppedReason": "x",
                                  "containers": [{"exitCode": 137, "name": "app"}]}})"),
              ElementsAre(1, 3, 4));
}

TEST(Matcher, MatchesNoTextThatIsNoObject) {
  const Matcher matcher = matcher_of({R"({"a": [{"exists": false}]})"});
  EXPECT_THAT(matched(matcher, "{}"), ElementsAre(0));
  for (const std::string_view event :
       {"", " ", "[]", "1", "{", "{\"", "{\"b\"", "{\"b\":", "{\"b\":1"}) {
    EXPECT_THAT(matched(matcher, event, Reading::kWhole), IsEmpty()) << event;
  }
}

TEST(Matcher, StopsWhereEveryFieldHasBeenMet) {
  const Matcher matcher = matcher_of({R"({"a": [1], "b": {"c": [2]}})"});
  constexpr std::string_view kBrokenLater =
      R"({"b": {"x": [{}], "c": 2, "y": 0}, "a": 1, nonsense)";
  EXPECT_THAT(matched(matcher, kBrokenLater), ElementsAre(0));
  EXPECT_THAT(matched(matcher, kBrokenLater, Reading::kWhole), IsEmpty());
  constexpr std::string_view kTwice = R"({"a": 0, "b": {"c": 2}, "a": 1})";
  EXPECT_THAT(matched(matcher, kTwice), IsEmpty());
  EXPECT_THAT(matched(matcher, kTwice, Reading::kWhole), ElementsAre(0));
}

TEST(Matcher, ChangesRulesWithoutTouchingWhatItWas) {
  const Matcher before = matcher_of({R"({"a": [1]})", R"({"a": [2]})"});
  const Matcher replaced = before.with(0, compiled(R"({"b": [{"prefix": "x"}]})"));
  const Matcher removed = replaced.without(1);
  const Matcher again =
      removed.with(1, compiled(R"({"a": [2]})")).with(7, compiled(R"({"c": [3]})"));
  constexpr std::string_view kEvent = R"({"a": [1, 2], "b": "xy", "c": 3})";
  EXPECT_THAT(matched(before, kEvent), ElementsAre(0, 1));
  EXPECT_THAT(matched(replaced, kEvent), ElementsAre(0, 1));
  EXPECT_THAT(matched(replaced, R"({"a": 1, "b": "y"})"), IsEmpty());
  EXPECT_THAT(matched(removed, kEvent), ElementsAre(0));
  EXPECT_THAT(matched(again, kEvent), ElementsAre(0, 1, 7));
  EXPECT_THAT(matched(again.without(7), kEvent), ElementsAre(0, 1));
  EXPECT_THAT(matched(again.without(99), kEvent), ElementsAre(0, 1, 7));
}

// Sets of rules against the plain patterns: as they are built, and as they are changed.
class RandomRules : public testing::TestWithParam<unsigned> {
 protected:
  std::mt19937 random_{GetParam()};
  RandomPatterns maker_{
      [this](std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }};
  Plain plain_;
  Matcher::Scratch scratch_;
  std::size_t answers_ = 0, matches_ = 0;

  EventPattern pattern() {
    for (;;) {
      last_ = maker_.pattern();
      auto made = EventPattern::compile(last_);
      if (made) return *std::move(made);
    }
  }

  void expect_same(const Matcher& matcher, int events) {
    std::vector<RuleId> got;
    for (int i = 0; i < events; ++i) {
      const bool once = i % 2 == 0;
      const std::string event = maker_.event(once);
      const auto want = plain_.matched(event);
      answers_ += plain_.rules.size();
      matches_ += want.size();
      matcher.match(event, scratch_, got, Reading::kWhole);
      ASSERT_EQ(got, want) << event << '\n' << texts(got, want);
      if (!once) continue;
      matcher.match(event, scratch_, got, Reading::kUntilAllMet);
      ASSERT_EQ(got, want) << "stopping early: " << event << '\n' << texts(got, want);
    }
  }

  // Neither none nor all: what is compared has to be worth it.
  void TearDown() override {
    EXPECT_GT(matches_, 0);
    EXPECT_LT(matches_, answers_ / 2);
  }

  std::map<RuleId, std::string> texts_;
  std::string last_;

 private:
  // The rules about which they differ.
  std::string texts(const std::vector<RuleId>& got, const std::vector<RuleId>& want) {
    std::string out;
    for (const auto& [id, text] : texts_) {
      const bool in_got = std::ranges::find(got, id) != got.end();
      const bool in_want = std::ranges::find(want, id) != want.end();
      if (in_got != in_want) out += fmt::format("rule {}, wanted {}: {}\n", id, in_want, text);
    }
    return out;
  }
};

TEST_P(RandomRules, MatchWhatThePlainPatternsMatch) {
  Matcher::Builder builder;
  const RuleId count = 1 + static_cast<RuleId>(random_() % 60);
  for (RuleId id = 0; id < count; ++id) {
    const auto made = pattern();
    builder.add(id, made);
    plain_.rules.emplace(id, made);
    texts_[id] = last_;
  }
  expect_same(std::move(builder).build(), 60);
}

TEST_P(RandomRules, MatchWhatThePlainPatternsMatchAfterEveryChange) {
  Matcher matcher;
  for (int change = 0; change < 700; ++change) {
    const auto id = static_cast<RuleId>(random_() % 40);
    if (random_() % 4 == 0) {
      matcher = matcher.without(id);
      plain_.rules.erase(id);
      texts_.erase(id);
    } else {
      const auto made = pattern();
      matcher = matcher.with(id, made);
      plain_.rules.insert_or_assign(id, made);
      texts_[id] = last_;
    }
    if (change % 7 == 0) expect_same(matcher, 4);
    if (HasFatalFailure()) return;
  }
}

// As an owner with a thread for it merges: changes come in while it is under way.
TEST_P(RandomRules, MatchWhatThePlainPatternsMatchWhileTheyAreMerged) {
  Matcher matcher;
  std::optional<Matcher::Merge> under_way;
  for (int change = 0; change < 300; ++change) {
    const auto id = static_cast<RuleId>(random_() % 40);
    const auto made = pattern();
    matcher = matcher.with(id, made);
    plain_.rules.insert_or_assign(id, made);
    texts_[id] = last_;
    if (change % 25 == 10) under_way = matcher.merge();
    if (change % 25 == 20) {
      auto merged = matcher.with(*under_way);
      ASSERT_TRUE(merged);
      matcher = *std::move(merged);
      EXPECT_FALSE(matcher.with(*under_way)) << "the large index is another one now";
    }
    if (change % 5 == 0) expect_same(matcher, 4);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomRules, testing::Range(1U, 9U));

// Rules that nothing can be looked up for are told apart by the fields that they want.
TEST(Matcher, KnowsRulesThatRefuseOnly) {
  Matcher::Builder builder;
  for (RuleId id = 0; id < 300; ++id) {
    builder.add(
        id, compiled(fmt::format(R"({{"a": [{{"anything-but": "v{}"}}], "b": [{{"exists": {}}}]}})",
                                 id % 100, id < 150 ? "true" : "false")));
  }
  const Matcher matcher = std::move(builder).build();
  EXPECT_EQ(matched(matcher, R"({"a": "v7", "b": 1})").size(), 148);
  EXPECT_EQ(matched(matcher, R"({"a": "v7"})").size(), 149);
  EXPECT_THAT(matched(matcher, R"({"b": 1})"), IsEmpty());
}

TEST(Matcher, TakesManyChangesIntoTheLargeIndexWhereNobodyElseDoes) {
  Matcher matcher;
  constexpr RuleId kRules = 9 * Matcher::kChangesMax;
  for (RuleId id = 0; id < kRules; ++id) {
    matcher = matcher.with(id, compiled(fmt::format(R"({{"a": ["v{}"], "b": [1]}})", id)));
  }
  for (RuleId id = 0; id < kRules; id += 2) matcher = matcher.without(id);
  for (RuleId id = 0; id < kRules; ++id) {
    const auto got = matched(matcher, fmt::format(R"({{"a": "v{}", "b": 1}})", id));
    ASSERT_EQ(got.size(), id % 2) << id;
  }
}

}  // namespace
}  // namespace epitaph::pattern
