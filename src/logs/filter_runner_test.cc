#include "logs/filter_runner.h"

#include "logs/event_digits.h"
#include "logs/subscription_world.h"

namespace epitaph::logs {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct FilterRunnerTest : testing::Test, FilterWorld {
  /// As a rule's target adds one, and its publisher commits it.
  Status publish(std::string_view message, FilterRunner::Reach reach) {
    storage::Commit commit;
    const auto body = commit.add_body(std::string{message});
    EPITAPH_CHECK(logs::append(store,
                               {.scope = scope,
                                .group = "g",
                                .stream = "rule",
                                .time = clock.now(),
                                .ingested_at = clock.now(),
                                .body = body,
                                .identity = storage::Identity{.order = 7, .hash = 1}},
                               commit, &runner));
    EPITAPH_TRY(after, runner.follow(commit, reach, clock.now()));
    EPITAPH_CHECK(store.commit(std::move(commit)));
    if (after) after();
    return Done{};
  }
};

TEST_F(FilterRunnerTest, CountsWhatComesInByEitherDoor) {
  put("s", {"ERROR before there was a filter"});
  put_metric_filter("errors", "ERROR");
  put_metric_filter("latency", "{ $.latency = * }", "$.latency");
  EXPECT_THAT(metric_counts(), ElementsAre("errors 0 0", "latency 0 0"));
  put("s", {"ERROR 1", "all is well", "ERROR 2", R"({"latency": 2.5})"});
  ASSERT_TRUE(publish(R"({"latency": 4, "text": "ERROR"})", FilterRunner::Reach::kEverybody));
  EXPECT_THAT(metric_counts(), ElementsAre("errors 3 3", "latency 2 6.5"));
  const auto count = runner.metric_counts().front();
  EXPECT_EQ(count.scope, scope);
  EXPECT_EQ(count.group, "g");
  EXPECT_EQ(count.metric_namespace, "n");
  EXPECT_EQ(count.metric_name, "m");
}

TEST_F(FilterRunnerTest, ASumLeavesOutWhatIsNoNumber) {
  put_metric_filter("latency", "{ $.latency = * }", "$.latency");
  put("s", {R"({"latency": "fast"})", R"({"latency": 2})"});
  EXPECT_THAT(metric_counts(), ElementsAre("latency 2 2"));
}

TEST_F(FilterRunnerTest, AFilterKeepsItsCountWhileOthersChange) {
  put_metric_filter("errors", "ERROR");
  put("s", {"ERROR"});
  put_metric_filter("more", "WARN");
  put("s", {"ERROR"});
  EXPECT_THAT(metric_counts(), ElementsAre("errors 2 2", "more 0 0"));
  put_metric_filter("errors", "FATAL");
  EXPECT_THAT(metric_counts(), ElementsAre("errors 0 0", "more 0 0"));
  output("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"errors"})");
  put("s", {"ERROR FATAL WARN"});
  EXPECT_THAT(metric_counts(), ElementsAre("more 1 1"));
}

TEST_F(FilterRunnerTest, LearnsWhatAnotherNodeHasChanged) {
  FilterRunner other{store, destinations};
  auto there = log_service({.store = store, .clock = clock, .queries = queries, .filters = &other});
  std::swap(service, there);
  put_metric_filter("errors", "ERROR");
  std::swap(service, there);
  EXPECT_THAT(metric_counts(), IsEmpty());
  put("s", {"ERROR"});
  EXPECT_THAT(metric_counts(), ElementsAre("errors 1 1"));
}

TEST_F(FilterRunnerTest, SendsASubscriptionWhatItMatches) {
  put_subscription("errors", "ERROR");
  ASSERT_THAT(destinations.sent, SizeIs(1));
  EXPECT_THAT(destinations.sent[0], HasSubstr("CONTROL_MESSAGE"));
  destinations.sent.clear();

  put("s", {"ERROR 1", "all is well", "ERROR 2"});
  ASSERT_THAT(destinations.sent, SizeIs(1));
  EXPECT_THAT(
      destinations.sent[0],
      AllOf(HasSubstr(R"("messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"g",)"
                      R"("logStream":"s","subscriptionFilters":["errors"])"),
            HasSubstr("ERROR 1"), HasSubstr("ERROR 2"), testing::Not(HasSubstr("all is well"))));

  ASSERT_TRUE(publish("ERROR 3", FilterRunner::Reach::kEverybody));
  ASSERT_THAT(destinations.sent, SizeIs(2));
  const auto id = event_digits({.time = clock.now(), .order = 7, .hash = 1});
  EXPECT_THAT(destinations.sent[1], AllOf(HasSubstr(R"("logStream":"rule")"), HasSubstr(id)));
  const auto counts = runner.subscription_counts();
  ASSERT_THAT(counts, SizeIs(1));
  EXPECT_EQ(counts[0].sent, 3U);
  EXPECT_EQ(counts[0].failed, 0U);
}

TEST_F(FilterRunnerTest, TellsNobodyOutsideOfImportedHistory) {
  put_subscription("all", "");
  put_metric_filter("all", "");
  destinations.sent.clear();
  ASSERT_TRUE(publish("from long ago", FilterRunner::Reach::kMetricsOnly));
  EXPECT_THAT(destinations.sent, IsEmpty());
  EXPECT_THAT(metric_counts(), ElementsAre("all 1 1"));
}

TEST_F(FilterRunnerTest, EventsAreKeptWhenTheirDestinationIsGone) {
  put_subscription("all", "");
  destinations.sent.clear();
  destinations.refusal = Error{ErrorKind::kNotFound, "no such queue"};
  put("s", {"kept"});
  EXPECT_THAT(each(output("FilterLogEvents", R"({"logGroupName":"g"})"), "events", "message"),
              ElementsAre("kept"));
  EXPECT_EQ(runner.subscription_counts().at(0).failed, 1U);
}

TEST_F(FilterRunnerTest, NothingIsKeptOrCountedWhenTooMuchIsOwed) {
  put_subscription("all", "");
  put_metric_filter("all", "");
  destinations.refusal = Error{ErrorKind::kUnavailable, "too much is owed"};
  const auto answer =
      call("PutLogEvents",
           fmt::format(R"({{"logGroupName":"g","logStreamName":"s","logEvents":[{{"timestamp":{},)"
                       R"("message":"m"}}]}})",
                       now_ms()));
  ASSERT_NE(answer.error(), nullptr);
  EXPECT_EQ(answer.error()->type, "ThrottlingException");
  EXPECT_THAT(output("FilterLogEvents", R"({"logGroupName":"g"})").at("events").as_array(),
              IsEmpty());
  EXPECT_THAT(metric_counts(), ElementsAre("all 0 0"));
}

TEST_F(FilterRunnerTest, ForgetsTheFiltersOfDeletedGroups) {
  put_metric_filter("errors", "ERROR");
  ASSERT_TRUE(runner.forget_deleted_groups());
  EXPECT_THAT(metric_counts(), SizeIs(1));
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  output("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  ASSERT_TRUE(runner.forget_deleted_groups());
  EXPECT_THAT(metric_counts(), IsEmpty());
  put("s", {"ERROR"});
  EXPECT_THAT(metric_counts(), IsEmpty());
}

}  // namespace
}  // namespace epitaph::logs
