#include <fmt/format.h>

#include "base/time_text.h"
#include "events/archives/replayer.h"
#include "events/event_world.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kBusArn = "arn:aws:events:us-east-1:123456789012:event-bus/default";

struct ArchiveOperations : testing::Test, EventWorld {
  void SetUp() override {
    clock.set(*parse_rfc3339("2024-09-10T15:00:00Z"));
    log_groups = {"/shop", "/other"};
    put_rule("shop", "/shop");
    output("CreateEventBus", R"({"Name":"orders"})");
  }

  void put_rule(std::string_view name, std::string_view group) {
    output("PutRule",
           fmt::format(R"({{"Name":"{}","EventPattern":"{{\"source\":[\"shop\"]}}"}})", name));
    output("PutTargets", fmt::format(R"({{"Rule":"{}","Targets":[{{"Id":"t","Arn":)"
                                     R"("arn:aws:logs:us-east-1:123456789012:log-group:{}"}}]}})",
                                     name, group));
  }

  void create(std::string_view name, std::string_view more = "") {
    output("CreateArchive",
           fmt::format(R"({{"ArchiveName":"{}","EventSourceArn":"{}"{}}})", name, kBusArn, more));
  }

  void publish(std::string_view id, std::string_view source = "shop") {
    const auto event = custom_event(id, source);
    ASSERT_TRUE(publisher.publish({.scope = scope}, {&event, 1}));
  }

  std::string start(std::string_view name, std::string_view more = "") {
    return fmt::format(
        R"({{"ReplayName":"{}","EventSourceArn":"arn:aws:events:us-east-1:123456789012:archive/a",)"
        R"("EventStartTime":1725970000,"EventEndTime":1725990000,"Destination":{{"Arn":"{}"{}}}}})",
        name, kBusArn, more);
  }

  std::int64_t count(std::string_view archive) {
    return call("DescribeArchive", fmt::format(R"({{"ArchiveName":"{}"}})", archive))
        .output()
        .at("EventCount")
        .to_number<std::int64_t>();
  }

  boost::json::object replay(std::string_view name) {
    return call("DescribeReplay", fmt::format(R"({{"ReplayName":"{}"}})", name)).output();
  }

  std::size_t run() {
    const auto sent = replayer.run();
    EXPECT_TRUE(sent) << sent.error().message;
    return sent ? *sent : 0;
  }

  Replayer replayer{storage, rules, publisher, clock};
};

TEST_F(ArchiveOperations, RefuseInTheWordsOfAws) {
  create("a");
  constexpr Refusal kCases[] = {
      {"twice", "CreateArchive",
       R"({"ArchiveName":"a","EventSourceArn":)"
       R"("arn:aws:events:us-east-1:123456789012:event-bus/default"})",
       "ResourceAlreadyExistsException", "Archive a already exists."},
      {"no bus", "CreateArchive",
       R"({"ArchiveName":"b","EventSourceArn":)"
       R"("arn:aws:events:us-east-1:123456789012:event-bus/none"})",
       kNotFound, "Event bus none does not exist."},
      {"another account's bus", "CreateArchive",
       R"({"ArchiveName":"b","EventSourceArn":)"
       R"("arn:aws:events:us-east-1:111122223333:event-bus/theirs"})",
       kNotFound, "Event bus theirs does not exist."},
      {"no bus at all", "CreateArchive",
       R"({"ArchiveName":"b","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:q"})", kInvalid,
       "1 validation error detected: Value 'arn:aws:sqs:us-east-1:123456789012:q' at "
       "'eventSourceArn' failed to satisfy constraint: Member must satisfy regular expression "
       R"(pattern: arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/[/\.\-_A-Za-z0-9]+)"},
      {"a pattern", "CreateArchive",
       R"({"ArchiveName":"b","EventPattern":"{}","EventSourceArn":)"
       R"("arn:aws:events:us-east-1:123456789012:event-bus/default"})",
       "InvalidEventPatternException",
       "Event pattern is not valid. Reason: Empty objects are not allowed\n at [Source: "
       "(String)\"{}\"; line: 1, column: 3]"},
      {"describe none", "DescribeArchive", R"({"ArchiveName":"none"})", kNotFound,
       "Archive none does not exist."},
      {"delete none", "DeleteArchive", R"({"ArchiveName":"none"})", kNotFound,
       "Archive none does not exist."},
      {"update none", "UpdateArchive", R"({"ArchiveName":"none","Description":"d"})", kNotFound,
       "Archive none does not exist."},
      {"update nothing", "UpdateArchive", R"({"ArchiveName":"none"})", kInvalid,
       "At least one of EventPattern, RetentionDays or Description must be provided."},
      {"two filters", "ListArchives", R"({"NamePrefix":"a","State":"ENABLED"})", kInvalid,
       "At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or "
       "NamePrefix."},
      {"a made-up token", "ListReplays", R"({"NextToken":"x"})", kInvalid,
       "Parameter NextToken is not valid."},
      {"no replay", "DescribeReplay", R"({"ReplayName":"none"})", kNotFound,
       "Replay none does not exist."},
      {"cancel none", "CancelReplay", R"({"ReplayName":"none"})", kNotFound,
       "Replay none does not exist."},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(ArchiveOperations, RefuseReplaysInTheWordsOfAws) {
  create("a");
  output("StartReplay", start("there"));
  const auto with = [&](std::string_view from, std::string_view to) {
    auto input = start("r");
    input.replace(input.find(from), from.size(), to);
    return input;
  };
  expect_refused(*this, {"a name again", "StartReplay", start("there"),
                         "ResourceAlreadyExistsException", "Replay there already exists."});
  expect_refused(*this, {"no archive", "StartReplay", with("archive/a", "archive/none"), kInvalid,
                         "Parameter EventSourceArn is not valid. Reason: Archive none does not "
                         "exist."});
  expect_refused(
      *this, {"another bus", "StartReplay", with("event-bus/default", "event-bus/orders"), kInvalid,
              "Parameter Destination.Arn is not valid. Reason: Cross event bus replay "
              "is not permitted."});
  expect_refused(*this, {"no bus", "StartReplay", with("event-bus/default", "event-bus/none"),
                         kNotFound, "Event bus none does not exist."});
  expect_refused(*this, {"no bus ARN", "StartReplay", with("event-bus/default", "rule/r"), kInvalid,
                         "Parameter Destination.Arn is not valid. Reason: Must contain an event "
                         "bus ARN."});
  expect_refused(*this, {"no time", "StartReplay", with("1725990000", "1725970000"), kInvalid,
                         "Parameter EventEndTime is not valid. Reason: EventStartTime must be "
                         "before EventEndTime."});
}

TEST_F(ArchiveOperations, AreAManagedRuleWithAStore) {
  EXPECT_EQ(output("CreateArchive",
                   fmt::format(R"({{"ArchiveName":"a","EventSourceArn":"{}","Description":"d",)"
                               R"("EventPattern":"{{\"source\":[\"shop\"]}}","RetentionDays":7}})",
                               kBusArn)),
            R"({"ArchiveArn":"arn:aws:events:us-east-1:123456789012:archive/a","State":"ENABLED",)"
            R"("CreationTime":1.7259804E9})");
  const auto rule = call("DescribeRule", R"({"Name":"Events-Archive-a"})").output();
  EXPECT_EQ(rule.at("EventPattern"), R"({"source":["shop"],"replay-name":[{"exists":false}]})");
  EXPECT_EQ(rule.at("ManagedBy"), "prod.vhs.events.aws.internal");
  expect_refused(
      *this, {"managed", "DisableRule", R"({"Name":"Events-Archive-a"})", "ManagedRuleException",
              "Rule 'Events-Archive-a' is managed by an AWS service can only be modified "
              "if force is True."});
  publish("i-1");
  publish("i-1");
  publish("i-2", "elsewhere");
  const auto archive = call("DescribeArchive", R"({"ArchiveName":"a"})").output();
  EXPECT_EQ(archive.at("EventCount"), 1);
  // "shop", "Order", {"n":1.0} and the time.
  EXPECT_EQ(archive.at("SizeBytes"), 4 + 5 + 9 + 20);
  EXPECT_EQ(archive.at("RetentionDays"), 7);
  EXPECT_EQ(archive.at("EventPattern"), R"({"source":["shop"]})");
}

TEST_F(ArchiveOperations, KeepEverythingWithoutAPattern) {
  create("a");
  EXPECT_EQ(call("DescribeRule", R"({"Name":"Events-Archive-a"})").output().at("EventPattern"),
            R"({"replay-name":[{"exists":false}]})");
  publish("i-1");
  publish("i-2", "elsewhere");
  EXPECT_EQ(count("a"), 2);
}

TEST_F(ArchiveOperations, HoldWhatUpdateArchiveSays) {
  create("a");
  output("UpdateArchive", R"({"ArchiveName":"a","EventPattern":"{\"source\":[\"x\"]}"})");
  publish("i-1");
  EXPECT_EQ(count("a"), 0);
  publish("i-2", "x");
  EXPECT_EQ(count("a"), 1);
  clock.advance(std::chrono::days{8});
  output("UpdateArchive", R"({"ArchiveName":"a","RetentionDays":7})");
  EXPECT_EQ(count("a"), 0) << "retention holds at once";
  ASSERT_TRUE(sweep_archives(storage, clock.now()));
  output("UpdateArchive", R"({"ArchiveName":"a","RetentionDays":0})");
  EXPECT_EQ(count("a"), 0) << "and the sweep takes the events away";
}

TEST_F(ArchiveOperations, ForgetAllWhenAnArchiveGoes) {
  create("a");
  publish("i-1");
  EXPECT_EQ(output("DeleteArchive", R"({"ArchiveName":"a"})"), "{}");
  expect_refused(*this, {"its rule", "DescribeRule", R"({"Name":"Events-Archive-a"})", kNotFound,
                         "Rule Events-Archive-a does not exist on EventBus default."});
  create("a");
  EXPECT_EQ(count("a"), 0);
}

TEST_F(ArchiveOperations, ListWhatAFilterAsksFor) {
  create("b");
  create("a");
  output("CreateArchive", R"({"ArchiveName":"c","EventSourceArn":)"
                          R"("arn:aws:events:us-east-1:123456789012:event-bus/orders"})");
  const auto names = [&](std::string_view input) {
    std::string listed;
    const auto page = call("ListArchives", input).output();
    for (const auto& archive : page.at("Archives").as_array()) {
      listed += std::string{archive.at("ArchiveName").as_string()} + " ";
    }
    return listed;
  };
  EXPECT_EQ(names("{}"), "a b c ");
  EXPECT_EQ(names(R"({"NamePrefix":"b"})"), "b ");
  EXPECT_EQ(names(R"({"State":"DISABLED"})"), "");
  EXPECT_EQ(names(R"({"EventSourceArn":"arn:aws:events:us-east-1:123456789012:event-bus/orders"})"),
            "c ");
  EXPECT_EQ(names(R"({"Limit":2})"), "a b ");
}

TEST_F(ArchiveOperations, SendEventsAgainUnderTheReplaysName) {
  create("a");
  publish("i-1");
  EXPECT_EQ(output("StartReplay", start("again")),
            R"({"ReplayArn":"arn:aws:events:us-east-1:123456789012:replay/again",)"
            R"("State":"STARTING","ReplayStartTime":1.7259804E9})");
  EXPECT_EQ(run(), 1U);
  const auto lines = logged("/shop");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines, testing::Contains(testing::HasSubstr(
                         R"("time":"2024-09-10T14:41:47Z","region":"us-east-1",)"
                         R"("replay-name":"again","resources":[],"detail":{"n":1.0}})")));
  EXPECT_EQ(count("a"), 1) << "nothing is archived again";

  const auto ended = replay("again");
  EXPECT_EQ(ended.at("State"), "COMPLETED");
  EXPECT_EQ(ended.at("EventLastReplayedTime").to_number<double>(), 1'725'979'307.0);
  EXPECT_TRUE(ended.contains("ReplayEndTime"));
  EXPECT_EQ(run(), 0U);
}

TEST_F(ArchiveOperations, ReplayToTheRulesThatAreNamed) {
  create("a");
  publish("i-1");
  put_rule("other", "/other");
  output("StartReplay",
         start("r", R"(,"FilterArns":["arn:aws:events:us-east-1:123456789012:rule/other"])"));
  EXPECT_EQ(run(), 1U);
  EXPECT_EQ(logged("/shop").size(), 1U);
  EXPECT_EQ(logged("/other").size(), 1U);
}

TEST_F(ArchiveOperations, ReplayTheTimeThatIsAskedFor) {
  create("a");
  publish("i-1");
  auto input = start("r");
  input.replace(input.find("1725990000"), 10, "1725979307");  // the end is not in it
  output("StartReplay", input);
  EXPECT_EQ(run(), 0U);
  EXPECT_FALSE(replay("r").contains("EventLastReplayedTime"));
}

TEST_F(ArchiveOperations, GoOnWhereAReplayWas) {
  create("a");
  for (std::size_t n = 0; n < Replayer::kBatchEventsMax + 1; ++n) publish(fmt::format("i-{}", n));
  output("StartReplay", start("r"));
  refusal = Error{ErrorKind::kUnavailable, "away"};
  EXPECT_FALSE(replayer.run());
  refusal.reset();
  Replayer after_restart{storage, rules, publisher, clock};
  EXPECT_EQ(*after_restart.run(), Replayer::kBatchEventsMax + 1);
  EXPECT_EQ(logged("/shop").size(), 2 * (Replayer::kBatchEventsMax + 1));
}

TEST_F(ArchiveOperations, CancelAReplay) {
  create("a");
  publish("i-1");
  output("StartReplay", start("r"));
  EXPECT_EQ(output("CancelReplay", R"({"ReplayName":"r"})"),
            R"({"ReplayArn":"arn:aws:events:us-east-1:123456789012:replay/r",)"
            R"("State":"CANCELLING"})");
  EXPECT_EQ(run(), 0U);
  EXPECT_EQ(replay("r").at("State"), "CANCELLED");
  expect_refused(*this, {"ended", "CancelReplay", R"({"ReplayName":"r"})", "IllegalStatusException",
                         "Replay r is not in a valid state for this operation."});
}

TEST_F(ArchiveOperations, FailAReplayWhoseArchiveHasGone) {
  create("a");
  output("StartReplay", start("r"));
  output("DeleteArchive", R"({"ArchiveName":"a"})");
  EXPECT_EQ(run(), 0U);
  EXPECT_EQ(replay("r").at("State"), "FAILED");
  EXPECT_EQ(replay("r").at("StateReason"), "Archive a does not exist.");
}

TEST_F(ArchiveOperations, KeepEndedReplaysForATime) {
  create("a");
  output("StartReplay", start("r"));
  run();
  clock.advance(std::chrono::days{91});
  run();
  EXPECT_EQ(output("ListReplays", "{}"), R"({"Replays":[]})");
}

TEST(ReplayQuota, CountsThoseUnderWay) {
  const EventWorld world{{.active_replays = 1}};
  world.output("CreateArchive",
               fmt::format(R"({{"ArchiveName":"a","EventSourceArn":"{}"}})", kBusArn));
  const auto start = [&](std::string_view name) {
    return world.call(
        "StartReplay",
        fmt::format(R"({{"ReplayName":"{}","EventSourceArn":)"
                    R"("arn:aws:events:us-east-1:123456789012:archive/a","EventStartTime":1,)"
                    R"("EventEndTime":2,"Destination":{{"Arn":"{}"}}}})",
                    name, kBusArn));
  };
  EXPECT_EQ(start("one").error(), nullptr);
  const auto refused = start("two");
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "LimitExceededException");
}

}  // namespace
}  // namespace epitaph::events
