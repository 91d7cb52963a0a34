#include "events/publisher.h"

#include "events/default_setup.h"
#include "events/delivery/deliverer.h"
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
  std::string queue_arn(std::string_view name) const {
    return fmt::format("arn:aws:sqs:{}:{}:{}", scope.region, scope.account, name);
  }
  static std::string bus_arn_of(const BusAddress& to) {
    return fmt::format("arn:aws:events:{}:{}:event-bus/{}", to.scope.region, to.scope.account,
                       to.name);
  }
  /// A rule that takes all events, on another bus than `bus`.
  void put_rule_on(const BusAddress& on, std::string_view name, std::vector<Target> targets) {
    ASSERT_TRUE(rules.change(on, name, [&](auto& there) -> aws::Verdict {
      there = Rule{.name = std::string{name},
                   .scope = on.scope,
                   .bus = on.name,
                   .event_pattern = R"({"source":[{"exists":true}]})",
                   .targets = targets};
      return Done{};
    }));
  }
  static Target target_of(std::string_view id, const std::string& arn,
                          std::string_view members = "{}") {
    auto json = boost::json::parse(members).as_object();
    json["Id"] = id;
    json["Arn"] = arn;
    return {.id = std::string{id}, .arn = arn, .json = json};
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
  const auto snapshot = rules.snapshot();
  const PublishOptions options;
  Publication publication{publisher_parts, *snapshot, options};
  ASSERT_TRUE(publication.add(custom_event("e"), bus));
  EXPECT_THAT(publication.commit.bodies, IsEmpty());
  EXPECT_EQ(publication.failures.front().fault.message, "log group does not exist");
}

TEST_F(PublisherTest, WritesABodyOnceForLedgerLogsAndQueues) {
  log_groups = {"g"};
  queues = {"q", "r"};
  put_rule("r", R"({"source":["aws.ecs"]})",
           {group_arn("g"), group_arn("g"), queue_arn("q"), queue_arn("r")});
  const auto snapshot = rules.snapshot();
  const PublishOptions options;
  Publication publication{publisher_parts, *snapshot, options};
  ASSERT_TRUE(publication.add(task_event("e", 1), bus));
  EXPECT_EQ(publication.commit.bodies.size(), 1U);
  EXPECT_EQ(publication.commit.log_events.size(), 2U);
  EXPECT_EQ(publication.commit.new_queue_items.size(), 2U);
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

TEST_F(PublisherTest, SendsToAQueueInTheSameCommit) {
  queues = {"q"};
  put_rule_on(bus, "r",
              {target_of("a", queue_arn("q")),
               target_of("b", queue_arn("q"), R"({"InputPath":"$.detail"})"),
               target_of("c", queue_arn("q"), R"({"InputPath":"$.nothing"})")});
  const auto event = custom_event("e");
  publish({event});
  EXPECT_THAT(queued("q"), testing::UnorderedElementsAre(event.json, R"({"n":1.0})"));
  EXPECT_EQ(storage.stats().commits, 2U);  // the rule, the event
  const auto stats = rule_counters.read(rules.snapshot()->find(bus, "r")->arn);
  EXPECT_EQ(stats.matched, 1U);
  EXPECT_EQ(stats.delivered, 2U);
  EXPECT_EQ(stats.failed, 1U);
  EXPECT_EQ(stats.last_error->code, ErrorCode::kInvalidJson);
}

TEST_F(PublisherTest, WritesWhatATransformerMakesIntoALogGroup) {
  log_groups = {"g"};
  constexpr std::string_view kTransformer =
      R"({"InputTransformer":{"InputPathsMap":{"t":"$.time","n":"$.detail.n"},)"
      R"("InputTemplate":"{\"timestamp\": <t>, \"message\": \"n is <n>\"}"}})";
  constexpr std::string_view kBroken =
      R"({"InputTransformer":{"InputTemplate":"{\"message\": 1}"}})";
  put_rule_on(
      bus, "r",
      {target_of("a", group_arn("g"), kTransformer), target_of("b", group_arn("g"), kBroken)});
  publish({custom_event("e")});
  EXPECT_THAT(logged("g"), ElementsAre("e n is 1.0"));
  EXPECT_EQ(publisher.stats().failed_invocations, 1U);
}

TEST_F(PublisherTest, PutsWhatFailedIntoTheDeadLetterQueue) {
  queues = {"dead"};
  const auto dead = fmt::format(R"({{"DeadLetterConfig":{{"Arn":"{}"}}}})", queue_arn("dead"));
  struct Case {
    std::string_view name, arn, code;
  };
  const Case kCases[] = {
      {"a service that is not here", "arn:aws:lambda:us-east-1:123456789012:function:f",
       "NO_RESOURCE"},
      {"a queue that is not there", "arn:aws:sqs:us-east-1:123456789012:none", "NO_RESOURCE"},
      {"a log group that is not there", "arn:aws:logs:us-east-1:123456789012:log-group:none",
       "NO_RESOURCE"},
      {"a bus that is not there", "arn:aws:events:us-east-1:123456789012:event-bus/none",
       "NO_RESOURCE"},
      {"an archive that is not there", "arn:aws:events:us-east-1:123456789012:archive/none",
       "NO_RESOURCE"},
  };
  std::size_t letters = 0;
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    put_rule_on(bus, "r", {target_of("t", std::string{c.arn}, dead)});
    const auto event = custom_event(fmt::format("e{}", letters));
    publish({event});
    const auto found = queued("dead");
    ASSERT_EQ(found.size(), ++letters);
    const auto& letter = found.back();
    EXPECT_THAT(letter,
                testing::HasSubstr(fmt::format("TARGET_ARN={} ERROR_CODE={} ", c.arn, c.code)));
    EXPECT_THAT(letter, testing::HasSubstr("RETRY_ATTEMPTS=0 "));
    EXPECT_THAT(letter, testing::EndsWith(event.json));
  }
  EXPECT_EQ(publisher.stats().dead_lettered, letters);
  publish({custom_event("imported")}, {.deliver_outside = false});
  EXPECT_EQ(queued("dead").size(), letters);
}

TEST_F(PublisherTest, SendsFromBusToBus) {
  const BusAddress there{{"999999999999", "eu-west-1"}};
  put_rule_on(bus, "r", {target_of("t", bus_arn_of(there))});
  put_rule_on(there, "s", {target_of("t", "arn:aws:logs:eu-west-1:999999999999:log-group:g")});
  log_groups = {"g"};
  const auto event = task_event("e", 5);
  publish({event, event});
  EXPECT_THAT(logged("g"), ElementsAre(std::string{kTaskId} + " " + event.json));
  EXPECT_EQ(storage.read_subject(kTaskArn)->size(), 1U);  // the ledger has it once
  EXPECT_EQ(rule_counters.read(rules.snapshot()->find(bus, "r")->arn).delivered, 2U);
  EXPECT_EQ(rule_counters.read(rules.snapshot()->find(there, "s")->arn).delivered, 2U);
}

TEST_F(PublisherTest, LeavesAccountOrRegionOnce) {
  queues = {"dead"};
  const BusAddress second{{"999999999999", "us-east-1"}};
  const BusAddress third{{"888888888888", "us-east-1"}};
  const BusAddress far{{"999999999999", "eu-west-1"}};
  const auto dead = fmt::format(R"({{"DeadLetterConfig":{{"Arn":"{}"}}}})", queue_arn("dead"));
  put_rule_on(bus, "r", {target_of("t", bus_arn_of(second))});
  put_rule_on(second, "s",
              {target_of("t", bus_arn_of(third), dead), target_of("u", bus_arn_of(far), dead)});
  publish({custom_event("e")});
  ASSERT_EQ(queued("dead").size(), 2U);
  EXPECT_THAT(queued("dead")[0], testing::HasSubstr("THIRD_ACCOUNT_HOP_DETECTED"));
  EXPECT_THAT(queued("dead")[1], testing::HasSubstr("THIRD_REGION_HOP_DETECTED"));
}

TEST_F(PublisherTest, CutsLoops) {
  output("CreateEventBus", R"({"Name":"orders"})");
  const BusAddress orders{scope, "orders"};
  log_groups = {"g"};
  put_rule_on(bus, "r", {target_of("t", bus_arn_of(orders)), target_of("u", bus_arn_of(bus))});
  put_rule_on(orders, "s", {target_of("t", bus_arn_of(bus)), target_of("u", group_arn("g"))});
  publish({custom_event("e")});
  EXPECT_EQ(logged("g").size(), 1U);
  EXPECT_EQ(publisher.stats().failed_invocations, 2U);
  EXPECT_THAT(rule_counters.read(rules.snapshot()->find(orders, "s")->arn).last_error->message,
              testing::HasSubstr("loop"));
}

TEST_F(PublisherTest, BoundsHowManyBusesAnEventIsOn) {
  std::vector<BusAddress> made;
  for (int i = 0; i < 6; ++i) {
    output("CreateEventBus", fmt::format(R"({{"Name":"b{}"}})", i));
    made.push_back({scope, fmt::format("b{}", i)});
  }
  for (const auto& from : made) {
    std::vector<Target> targets;
    for (const auto& to : made) targets.push_back(target_of(to.name, bus_arn_of(to)));
    put_rule_on(from, "all", targets);  // 1,957 ways through six buses, were they not bounded
  }
  const auto event = custom_event("e");
  ASSERT_TRUE(publisher.publish(made.front(), {&event, 1}));
  EXPECT_LE(publisher.stats().triggered_rules, 100U);
}

TEST_F(PublisherTest, OwesAnApiDestinationWhatItTakes) {
  struct Nobody final : OutboxTarget {
    std::optional<Timestamp> next_call(const Target&, Timestamp) override { return std::nullopt; }
    Attempt attempt(const OwedEvent&, const std::stop_token&) override { return std::nullopt; }
  } nobody;
  Outbox outbox{storage, nobody, clock, {.owed_to_target_max = 2, .owed_max = 3}};
  Deliverer deliverer{storage,       outbox,      nobody, publisher_parts.targets.queues,
                      rule_counters, failure_log, clock};
  publisher_parts.outbox = &outbox;
  Publisher owing{publisher_parts};
  const std::string destination = "arn:aws:events:us-east-1:123456789012:api-destination/d/u-1";
  queues = {"dead"};
  const auto dead = fmt::format(R"({{"DeadLetterConfig":{{"Arn":"{}"}}}})", queue_arn("dead"));
  put_rule_on(bus, "r", {target_of("t", destination, dead)});
  const auto event = custom_event("e");
  const auto publish_one = [&](PublishOptions options = {}) {
    return owing.publish(bus, {&event, 1}, std::move(options));
  };
  ASSERT_TRUE(publish_one({.deliver_outside = false}));
  EXPECT_EQ(outbox.stats().owed, 0U);
  ASSERT_TRUE(publish_one());
  ASSERT_TRUE(publish_one());
  EXPECT_EQ(outbox.stats().owed, 2U);
  ASSERT_TRUE(publish_one());  // the target is full
  EXPECT_EQ(outbox.stats().owed, 2U);
  EXPECT_THAT(queued("dead")[0], testing::HasSubstr("ERROR_CODE=THROTTLING"));

  put_rule_on(bus, "r", {target_of("u", destination)});
  ASSERT_TRUE(publish_one());
  const auto refused = publish_one();  // the outbox is full
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUnavailable);
  while (const auto item = outbox.take()) deliverer.deliver(*item, {});
  EXPECT_EQ(outbox.stats().delivered, 3U);
  EXPECT_TRUE(publish_one());
}

TEST_F(PublisherTest, ShowsItsWitnessWhatBecameDurable) {
  log_groups = {"g"};
  put_rule("r", R"({"source":["shop"]})", {group_arn("g")});
  std::size_t looked_at = 0;
  std::size_t durable = 0;
  auto parts = publisher_parts;
  parts.witness = [&](const storage::Commit& commit) -> storage::AfterCommit {
    looked_at += commit.log_events.size();
    return [&durable] { ++durable; };
  };
  Publisher witnessed{parts};
  const Event shop[] = {custom_event("e")};
  ASSERT_TRUE(witnessed.publish(bus, shop));
  EXPECT_EQ(looked_at, 1U);
  EXPECT_EQ(durable, 1U);
  const storage::DocumentRow stale{.key = {"k", scope, "n"}, .text = "x", .expected = 5};
  EXPECT_FALSE(witnessed.publish(bus, shop, {.documents = {stale}}));
  EXPECT_EQ(looked_at, 2U);
  EXPECT_EQ(durable, 1U);
}

TEST_F(PublisherTest, FiresOneRuleAlone) {
  log_groups = {"g", "h"};
  put_rule("quiet", R"({"source":["nothing"]})", {group_arn("g")});
  put_rule("loud", R"({"source":["shop"]})", {group_arn("h")});
  const auto rule = rules.snapshot()->find(bus, "quiet");
  ASSERT_TRUE(publisher.fire(*rule, custom_event("e")));
  EXPECT_EQ(logged("g").size(), 1U);
  EXPECT_EQ(logged("h").size(), 0U);
}

TEST_F(PublisherTest, ForgetsWhatItCountedOfRulesThatAreGone) {
  put_rule("r", R"({"source":["shop"]})", {});
  put_rule("s", R"({"source":["shop"]})", {});
  publish({custom_event("e")});
  EXPECT_EQ(rule_counters.read_all().size(), 2U);
  ASSERT_TRUE(rules.change(bus, "s", [](auto& rule) -> aws::Verdict {
    rule.reset();
    return Done{};
  }));
  publisher.forget_deleted_rules();
  EXPECT_EQ(rule_counters.read_all().size(), 1U);
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
