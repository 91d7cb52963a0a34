#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kNoGroup = "The specified log group does not exist.";

struct LogStreamOperations : testing::Test, LogWorld {
  void SetUp() override { output("CreateLogGroup", R"({"logGroupName":"g"})"); }

  void create(std::string_view stream) {
    output("CreateLogStream",
           fmt::format(R"({{"logGroupName":"g","logStreamName":"{}"}})", stream));
  }
  std::vector<std::string> names(std::string_view input) {
    return each(output("DescribeLogStreams", input), "logStreams", "logStreamName");
  }
};

TEST_F(LogStreamOperations, RefuseInTheWordsOfAws) {
  create("there");
  const std::string too_long =
      fmt::format(R"({{"logGroupName":"g","logStreamName":"{}"}})", std::string(513, 'a'));
  const Refusal refusals[] = {
      {"twice", "CreateLogStream", R"({"logGroupName":"g","logStreamName":"there"})",
       "ResourceAlreadyExistsException", "The specified log stream already exists"},
      {"in no group", "CreateLogStream", R"({"logGroupName":"none","logStreamName":"s"})", kMissing,
       kNoGroup},
      {"a colon in the name", "CreateLogStream", R"({"logGroupName":"g","logStreamName":"a:b"})",
       kInvalid,
       "1 validation error detected: Value 'a:b' at 'logStreamName' failed to satisfy constraint: "
       "Member must satisfy regular expression pattern: [^:*]*"},
      {"a name too long", "CreateLogStream", too_long, kInvalid,
       "Invalid LogGroup or LogStream, both must have length less than or equal to 512."},
      {"delete none", "DeleteLogStream", R"({"logGroupName":"g","logStreamName":"none"})", kMissing,
       "The specified log stream does not exist."},
      {"delete in no group", "DeleteLogStream", R"({"logGroupName":"none","logStreamName":"s"})",
       kMissing, kNoGroup},
      {"list in no group", "DescribeLogStreams", R"({"logGroupName":"none"})", kMissing, kNoGroup},
      {"list by the ARN of nothing", "DescribeLogStreams",
       R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:111122223333:log-group:none"})", kMissing,
       kNoGroup},
      {"list by the ARN of something else", "DescribeLogStreams",
       R"({"logGroupIdentifier":"arn:aws:sqs:eu-west-1:111122223333:g"})", kMissing, kNoGroup},
      {"an ARN with its star", "DescribeLogStreams",
       R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:111122223333:log-group:g:*"})", kInvalid,
       "1 validation error detected: Value at 'logGroupIdentifier' failed to satisfy constraint: "
       R"(Member must satisfy regular expression pattern: [\w#+=/:,.@-]*)"},
      {"both", "DescribeLogStreams", R"({"logGroupName":"g","logGroupIdentifier":"g"})",
       "ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters."},
      {"neither", "DescribeLogStreams", "{}", kInvalid,
       "Either logGroupName or logGroupIdentifier must be given."},
      {"last event and prefix", "DescribeLogStreams",
       R"({"logGroupName":"g","orderBy":"LastEventTime","logStreamNamePrefix":"a"})", kInvalid,
       "Cannot order by LastEventTime with a logStreamNamePrefix."},
      {"an order", "DescribeLogStreams", R"({"logGroupName":"g","orderBy":"Size"})", kInvalid,
       "1 validation error detected: Value 'Size' at 'orderBy' failed to satisfy constraint: "
       "Member must satisfy enum value set: [LogStreamName, LastEventTime]"},
      {"a foreign token", "DescribeLogStreams", R"({"logGroupName":"g","nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

TEST_F(LogStreamOperations, DescribeAFreshStreamAndOneWithEvents) {
  create("fresh");
  append("g", "used", hours{2}, "a");
  append("g", "used", hours{1}, "b");
  EXPECT_EQ(
      boost::json::serialize(output("DescribeLogStreams", R"({"logGroupName":"g"})")),
      R"({"logStreams":[{"logStreamName":"fresh","creationTime":1700000000000,)"
      R"("arn":"arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:fresh",)"
      R"("storedBytes":0},{"logStreamName":"used","creationTime":1700000000000,)"
      R"("arn":"arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:used",)"
      R"("storedBytes":0,"firstEventTimestamp":1699992800000,"lastEventTimestamp":1699996400000,)"
      R"("lastIngestionTime":1700000000000,)"
      R"("uploadSequenceToken":"00021722127972914685231259513007372639057562356940800000"}]})");
}

TEST_F(LogStreamOperations, ForgetEventsPastRetention) {
  append("g", "s", days{4}, "old");
  append("g", "s", days{2}, "new");
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  const auto stream =
      output("DescribeLogStreams", R"({"logGroupName":"g"})").at("logStreams").at(0);
  EXPECT_EQ(stream.at("firstEventTimestamp"), now_ms() - 2 * 86'400'000);
  clock.advance(days{2});
  EXPECT_FALSE(output("DescribeLogStreams", R"({"logGroupName":"g"})")
                   .at("logStreams")
                   .at(0)
                   .as_object()
                   .contains("lastEventTimestamp"));
}

TEST_F(LogStreamOperations, ListInTheOrderAskedFor) {
  append("g", "b", hours{1}, "m");
  append("g", "a/1", hours{3}, "m");
  append("g", "a/2", hours{2}, "m");
  const std::pair<std::string_view, std::vector<std::string>> cases[] = {
      {R"({"logGroupName":"g"})", {"a/1", "a/2", "b"}},
      {R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:111122223333:log-group:g"})",
       {"a/1", "a/2", "b"}},
      {R"({"logGroupName":"g","descending":true})", {"b", "a/2", "a/1"}},
      {R"({"logGroupName":"g","logStreamNamePrefix":"a/"})", {"a/1", "a/2"}},
      {R"({"logGroupName":"g","logStreamNamePrefix":"a/","descending":true})", {"a/2", "a/1"}},
      {R"({"logGroupName":"g","orderBy":"LastEventTime"})", {"a/1", "a/2", "b"}},
      {R"({"logGroupName":"g","orderBy":"LastEventTime","descending":true})", {"b", "a/2", "a/1"}},
  };
  for (const auto& [input, streams] : cases) {
    SCOPED_TRACE(input);
    EXPECT_EQ(names(input), streams);
  }
}

TEST_F(LogStreamOperations, GoThroughPagesInEachOrder) {
  for (const char* stream : {"a", "b", "c", "d", "e"}) append("g", stream, hours{1}, "m");
  for (const std::string_view order : {"", R"("descending":true,)", R"("orderBy":"LastEventTime",)",
                                       R"("orderBy":"LastEventTime","descending":true,)"}) {
    SCOPED_TRACE(order);
    std::vector<std::string> seen;
    std::string token;
    do {
      const auto page =
          output("DescribeLogStreams",
                 fmt::format(R"({{{}"logGroupName":"g","limit":2{}}})", order, token));
      for (auto& name : each(page, "logStreams", "logStreamName")) seen.push_back(std::move(name));
      const auto* next = page.if_contains("nextToken");
      token = next == nullptr ? "" : R"(,"nextToken":)" + boost::json::serialize(*next);
    } while (!token.empty());
    if (order.contains("descending")) std::ranges::reverse(seen);
    EXPECT_THAT(seen, ElementsAre("a", "b", "c", "d", "e"));
  }
}

TEST_F(LogStreamOperations, TakeATokenInItsOwnOrderOnly) {
  for (const char* stream : {"a", "b"}) create(stream);
  const auto page = output("DescribeLogStreams", R"({"logGroupName":"g","limit":1})");
  const auto answer = call("DescribeLogStreams",
                           fmt::format(R"({{"logGroupName":"g","descending":true,"nextToken":{}}})",
                                       boost::json::serialize(page.at("nextToken"))));
  ASSERT_NE(answer.error(), nullptr);
  EXPECT_EQ(answer.error()->message, "The specified nextToken is invalid.");
}

TEST_F(LogStreamOperations, DeleteAStreamWithItsEvents) {
  append("g", "s", hours{1}, "m");
  output("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  EXPECT_THAT(names(R"({"logGroupName":"g"})"), IsEmpty());
  create("s");
  EXPECT_THAT(
      output("GetLogEvents", R"({"logGroupName":"g","logStreamName":"s"})").at("events").as_array(),
      IsEmpty());
}

TEST_F(LogStreamOperations, GoWithTheirGroup) {
  append("g", "s", hours{1}, "m");
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  EXPECT_THAT(names(R"({"logGroupName":"g"})"), IsEmpty());
}

}  // namespace
}  // namespace epitaph::logs
