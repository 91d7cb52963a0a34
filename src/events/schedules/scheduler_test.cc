#include "events/schedules/scheduler.h"

#include <fmt/format.h>

#include "base/time_text.h"
#include "events/event_world.h"

namespace epitaph::events {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;

struct SchedulerTest : testing::Test, EventWorld {
  void SetUp() override {
    clock.set(*parse_rfc3339("2024-09-10T14:41:47.410Z"));
    log_groups = {"/ticks", "/others"};
  }

  void put(std::string_view schedule, std::string_view more = "") {
    output("PutRule",
           fmt::format(R"({{"Name":"tick","ScheduleExpression":"{}"{}}})", schedule, more));
    output("PutTargets", R"({"Rule":"tick","Targets":[{"Id":"t",)"
                         R"("Arn":"arn:aws:logs:us-east-1:123456789012:log-group:/ticks"}]})");
  }

  /// The times of the events that were fired, as they stand in the log.
  std::vector<std::string> ticks() {
    std::vector<std::string> times;
    for (const auto& line : logged("/ticks")) {
      times.push_back(
          boost::json::parse(line.substr(line.find('{'))).at("time").as_string().c_str());
    }
    return times;
  }

  std::size_t fire() {
    const auto fired = scheduler.fire_due();
    EXPECT_TRUE(fired) << fired.error().message;
    return fired ? *fired : 0;
  }

  Scheduler scheduler{storage, rules, publisher, clock};
};

TEST_F(SchedulerTest, FiresWhenTheTimeHasCome) {
  put("rate(5 minutes)");
  EXPECT_EQ(fire(), 0U);
  clock.advance(minutes{5} - std::chrono::milliseconds{1});
  EXPECT_EQ(fire(), 0U);
  clock.advance(std::chrono::milliseconds{1});
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(fire(), 0U);
  const auto lines = logged("/ticks");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr(R"("detail-type":"Scheduled Event","source":"aws.events",)"
                                  R"("account":"123456789012","time":"2024-09-10T14:46:47Z",)"
                                  R"("region":"us-east-1","resources":)"
                                  R"(["arn:aws:events:us-east-1:123456789012:rule/tick"],)"
                                  R"("detail":{}})"));
}

TEST_F(SchedulerTest, FiresLateWhatCameDueWhileNothingRan) {
  put("cron(0/20 * * * ? *)");
  clock.advance(hours{1});
  EXPECT_EQ(fire(), 3U);
  EXPECT_THAT(ticks(),
              ElementsAre("2024-09-10T15:00:00Z", "2024-09-10T15:20:00Z", "2024-09-10T15:40:00Z"));
}

TEST_F(SchedulerTest, FiresNothingTwiceAfterARestart) {
  put("rate(1 hour)");
  clock.advance(hours{1});
  EXPECT_EQ(fire(), 1U);
  Scheduler after_restart{storage, rules, publisher, clock};
  EXPECT_EQ(*after_restart.fire_due(), 0U);
  clock.advance(hours{1});
  EXPECT_EQ(*after_restart.fire_due(), 1U);
  EXPECT_EQ(fire(), 0U) << "what another one has fired";
  EXPECT_EQ(ticks().size(), 2U);
}

TEST_F(SchedulerTest, GivesUpWhatIsADayLate) {
  put("rate(1 hour)");
  clock.advance(hours{100});
  EXPECT_EQ(fire(), 24U);
  EXPECT_EQ(ticks().back(), "2024-09-14T18:41:47Z");
}

TEST_F(SchedulerTest, LeavesMoreThanACallMayFireForTheNext) {
  put("rate(1 minute)");
  clock.advance(minutes{130});
  EXPECT_EQ(fire(), Scheduler::kEventsPerCallMax);
  EXPECT_EQ(fire(), 30U);
}

TEST_F(SchedulerTest, RestsWhileTheRuleIsDisabled) {
  put("rate(10 minutes)");
  output("DisableRule", R"({"Name":"tick"})");
  clock.advance(minutes{15});
  EXPECT_EQ(fire(), 0U);
  output("EnableRule", R"({"Name":"tick"})");
  EXPECT_EQ(fire(), 0U) << "a rate counts from when the rule was enabled";
  clock.advance(minutes{10});
  EXPECT_EQ(fire(), 1U);
}

TEST_F(SchedulerTest, BeginsAnewWithAnotherExpressionOnly) {
  put("rate(10 minutes)");
  clock.advance(minutes{6});
  put("rate(10 minutes)", R"(,"Description":"d")");
  clock.advance(minutes{4});
  EXPECT_EQ(fire(), 1U);
  put("rate(9 minutes)");
  clock.advance(minutes{8});
  EXPECT_EQ(fire(), 0U);
  clock.advance(minutes{1});
  EXPECT_EQ(fire(), 1U);
}

TEST_F(SchedulerTest, TellsNoOtherRule) {
  put("rate(1 minute)");
  output("PutRule", R"({"Name":"other","EventPattern":"{\"source\":[\"aws.events\"]}"})");
  output("PutTargets", R"({"Rule":"other","Targets":[{"Id":"t",)"
                       R"("Arn":"arn:aws:logs:us-east-1:123456789012:log-group:/others"}]})");
  clock.advance(minutes{1});
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(ticks().size(), 1U);
  EXPECT_TRUE(logged("/others").empty());
}

TEST_F(SchedulerTest, FiresAndMatchesWhenTheRuleHasBoth) {
  put("rate(1 minute)", R"(,"EventPattern":"{\"source\":[\"shop\"]}")");
  clock.advance(minutes{1});
  EXPECT_EQ(fire(), 1U);
  const auto event = custom_event("i-1");
  ASSERT_TRUE(publisher.publish({.scope = scope}, {&event, 1}));
  EXPECT_EQ(logged("/ticks").size(), 2U);
}

TEST_F(SchedulerTest, ForgetsRulesThatAreGone) {
  put("rate(1 minute)");
  clock.advance(minutes{1});
  EXPECT_EQ(fire(), 1U);
  output("RemoveTargets", R"({"Rule":"tick","Ids":["t"]})");
  output("DeleteRule", R"({"Name":"tick"})");
  clock.advance(minutes{1});
  EXPECT_EQ(fire(), 0U);
  EXPECT_TRUE(storage.list_documents("schedule", std::nullopt)->empty());
}

TEST_F(SchedulerTest, KeepsDueWhatCouldNotBeFired) {
  put("rate(1 minute)");
  clock.advance(minutes{1});
  refusal = Error{ErrorKind::kUnavailable, "away"};
  EXPECT_FALSE(scheduler.fire_due());
  refusal.reset();
  EXPECT_EQ(fire(), 1U);
}

}  // namespace
}  // namespace epitaph::events
