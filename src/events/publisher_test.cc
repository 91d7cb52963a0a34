#include "events/publisher.h"

#include "events/default_setup.h"
#include "events/event_world.h"

namespace epitaph::events {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kTaskArn =
    "arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef0123456789abcdef";
constexpr std::string_view kTaskId = "0123456789abcdef0123456789abcdef";

struct PublisherTest : testing::Test, EventWorld {
  const BusAddress bus{scope};

  void put_rule(std::string_view name, std::string_view pattern, std::vector<std::string> arns) {
    Rule rule{.name = std::string{name},
              .scope = scope,
              .event_pattern = std::string{pattern},
              .targets = {}};
    for (const auto& arn : arns) {
      const auto id = "t" + std::to_string(rule.targets.size());
      rule.targets.push_back({.id = id, .arn = arn, .json = {{"Id", id}, {"Arn", arn}}});
    }
    ASSERT_TRUE(rules.change(bus, name, [&](auto& there) -> aws::Verdict {
      there = rule;
      return Done{};
    }));
  }
  std::string group_arn(std::string_view name) const {
    return fmt::format("arn:aws:logs:{}:{}:log-group:{}", scope.region, scope.account, name);
  }
  void publish(std::vector<Event> events, PublishOptions options = {}) {
    const auto published = publisher.publish(bus, events, options);
    ASSERT_TRUE(published) << published.error().message;
  }
};

TEST_F(PublisherTest, WritesAMatchedEventUnchangedIntoTheStreamOfItsTask) {
  log_groups = {"g"};
  put_rule("stopped", kStoppedTasksPattern, {group_arn("g")});
  const auto stopped = task_event("e2", 6);
  publish({task_event("e1", 5, "RUNNING"), stopped});
  EXPECT_THAT(logged("g"), ElementsAre(std::string{kTaskId} + " " + stopped.json));
  EXPECT_EQ(storage.stats().commits, 2U);  // the rule, the events
}

TEST_F(PublisherTest, GivesTheLedgerEveryEventOfEcsAndNoOther) {
  publish({task_event("e1", 5, "RUNNING"), task_event("e2", 6), custom_event("e3")});
  EXPECT_EQ(storage.read_subject(kTaskArn)->size(), 2U);
  EXPECT_EQ(storage.find_tasks(kTaskId, 10)->size(), 1U);
}

TEST_F(PublisherTest, CommitsNothingWhenNothingComesOfTheEvents) {
  publish({custom_event("e")});
  EXPECT_EQ(storage.stats().commits, 0U);
  EXPECT_EQ(publisher.stats().events, 1U);
}

TEST_F(PublisherTest, LandsOnTheSameRowsWhenAnEventComesAgain) {
  log_groups = {"g"};
  put_rule("all", R"({"account":["123456789012"]})", {group_arn("g")});
  publish({task_event("e2", 6), custom_event("e3")});
  clock.advance(std::chrono::hours{1});
  publish({custom_event("e3"), task_event("e2", 6), task_event("e2", 6)});
  EXPECT_EQ(logged("g").size(), 2U);
  EXPECT_EQ(storage.read_subject(kTaskArn)->size(), 1U);
}

TEST_F(PublisherTest, WritesOnceForEachTargetThatAsks) {
  log_groups = {"g"};
  put_rule("a", R"({"source":["shop"]})", {group_arn("g"), group_arn("g") + ":*"});
  put_rule("b", R"({"detail-type":["Order"]})", {group_arn("g")});
  publish({custom_event("e")});
  EXPECT_EQ(logged("g").size(), 3U);
}

TEST_F(PublisherTest, OrdersATasksEventsOfOneMomentByTheirVersion) {
  log_groups = {"g"};
  put_rule("ecs", R"({"source":["aws.ecs"]})", {group_arn("g")});
  publish({task_event("e7", 7), task_event("e5", 5), task_event("e6", 6)});
  std::string ids;
  for (const auto& line : logged("g")) ids += line.substr(line.find("\"id\":\"") + 6, 2);
  EXPECT_EQ(ids, "e5e6e7");
}

TEST_F(PublisherTest, PassesOverDisabledRulesAndThoseWithoutAPattern) {
  log_groups = {"g"};
  put_rule("r", R"({"source":["shop"]})", {group_arn("g")});
  ASSERT_TRUE(rules.change(bus, "r", [](auto& rule) -> aws::Verdict {
    rule->state = "DISABLED";
    return Done{};
  }));
  put_rule("empty", "", {group_arn("g")});
  publish({custom_event("e")});
  EXPECT_THAT(logged("g"), IsEmpty());
}

TEST_F(PublisherTest, CountsATargetItCannotReachAndGoesOn) {
  struct Case {
    std::string_view name, arn;
  };
  const Case kCases[] = {
      {"a log group that is not there", "arn:aws:logs:us-east-1:123456789012:log-group:none"},
      {"of another account", "arn:aws:logs:us-east-1:999999999999:log-group:g"},
      {"of another region", "arn:aws:logs:eu-west-1:123456789012:log-group:g"},
      {"another service", "arn:aws:sqs:us-east-1:123456789012:queue"},
  };
  log_groups = {"g"};
  std::uint64_t failed = 0;
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    put_rule("r", R"({"source":["shop"]})", {std::string{c.arn}, group_arn("g")});
    publish({custom_event(fmt::format("e{}", ++failed))});
    EXPECT_EQ(publisher.stats().failed_invocations, failed);
    EXPECT_EQ(logged("g").size(), failed);
  }
  EXPECT_EQ(publisher.stats().invocations, 2 * failed);
}

TEST_F(PublisherTest, KeepsNoBodyThatNothingPointsAt) {
  put_rule("r", R"({"source":["shop"]})", {group_arn("none")});
  const LogGroupTarget none = [](const auto&, auto&) -> Status {
    return Error{ErrorKind::kInvalid, "too long"};
  };
  Publication publication{.log_groups = none, .now = clock.now()};
  ASSERT_TRUE(publication.add(custom_event("e"), rules.snapshot()->rules(bus)));
  EXPECT_THAT(publication.commit.bodies, IsEmpty());
  EXPECT_EQ(publication.first_failure->reason, "too long");
}

TEST_F(PublisherTest, WritesABodyOnceForLedgerAndLogs) {
  log_groups = {"g"};
  put_rule("r", R"({"source":["aws.ecs"]})", {group_arn("g"), group_arn("g")});
  const LogGroupTarget target = [this](const auto& delivery, auto& commit) {
    return deliver(delivery, commit);
  };
  Publication publication{.log_groups = target, .now = clock.now()};
  ASSERT_TRUE(publication.add(task_event("e", 1), rules.snapshot()->rules(bus)));
  EXPECT_EQ(publication.commit.bodies.size(), 1U);
  EXPECT_EQ(publication.commit.log_events.size(), 2U);
}

TEST_F(PublisherTest, RefusesTheWholeCommitWhenALogGroupCannotTell) {
  put_rule("r", R"({"source":["aws.ecs"]})", {group_arn("g")});
  refusal = Error{ErrorKind::kUnavailable, "try later"};
  const auto event = task_event("e", 1);
  const auto published = publisher.publish(bus, {&event, 1});
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().kind, ErrorKind::kUnavailable);
  EXPECT_TRUE(storage.read_subject(kTaskArn)->empty());
  EXPECT_EQ(publisher.stats().events, 0U);
}

TEST_F(PublisherTest, DropsEventsForABusThatIsNotThere) {
  const auto event = task_event("e", 1);
  ASSERT_TRUE(publisher.publish({.scope = scope, .name = "orders"}, {&event, 1}));
  EXPECT_EQ(publisher.stats().unknown_bus, 1U);
  EXPECT_EQ(publisher.stats().events, 0U);
  EXPECT_TRUE(storage.read_subject(kTaskArn)->empty());
}

TEST_F(PublisherTest, TellsNothingToTheOutsideOfAnImport) {
  log_groups = {"g"};
  put_rule("r", R"({"source":["shop"]})",
           {"arn:aws:sqs:us-east-1:123456789012:queue", group_arn("g")});
  publish({custom_event("e")}, {.deliver_outside = false});
  EXPECT_EQ(publisher.stats().invocations, 1U);
  EXPECT_EQ(publisher.stats().failed_invocations, 0U);
  EXPECT_EQ(logged("g").size(), 1U);
}

TEST_F(PublisherTest, CountsInTheWordsOfAwsMetrics) {
  log_groups = {"g"};
  put_rule("a", R"({"source":["shop"]})", {group_arn("g")});
  put_rule("b", R"({"source":["shop","bank"]})", {group_arn("g"), group_arn("none")});
  publish({custom_event("e1"), custom_event("e2", "bank"), custom_event("e3", "cafe")});
  const auto stats = publisher.stats();
  EXPECT_EQ(stats.events, 3U);
  EXPECT_EQ(stats.matched_events, 2U);
  EXPECT_EQ(stats.triggered_rules, 3U);
  EXPECT_EQ(stats.invocations, 5U);
  EXPECT_EQ(stats.failed_invocations, 2U);
}

}  // namespace
}  // namespace epitaph::events
