#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

struct GetLogEvents : testing::Test, LogWorld {
  void SetUp() override {
    output("CreateLogGroup", R"({"logGroupName":"g"})");
    output("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  }

  struct Page {
    std::vector<std::string> messages;
    std::string forward, backward;
  };
  /// `members` such as `,"limit":2`.
  Page get(std::string_view members, std::string_view token = "") const {
    std::string input = fmt::format(R"({{"logGroupName":"g","logStreamName":"s"{})", members);
    if (!token.empty()) input += fmt::format(R"(,"nextToken":"{}")", token);
    const auto page = output("GetLogEvents", input + "}");
    return {each(page, "events", "message"), std::string{page.at("nextForwardToken").as_string()},
            std::string{page.at("nextBackwardToken").as_string()}};
  }
  /// Events `1` to `count`, a minute apart, the last of them a minute old; another stream beside.
  void fill(int count) {
    for (int i = 1; i <= count; ++i) append("g", "s", minutes{count - i + 1}, std::to_string(i));
    append("g", "s2", minutes{1}, "another stream");
  }
};

TEST_F(GetLogEvents, RefusesInTheWordsOfAws) {
  const Refusal refusals[] = {
      {"no such group", "GetLogEvents", R"({"logGroupName":"none","logStreamName":"s"})", kMissing,
       "The specified log group does not exist."},
      {"no such stream", "GetLogEvents", R"({"logGroupName":"g","logStreamName":"none"})", kMissing,
       "The specified log stream does not exist."},
      {"both names", "GetLogEvents",
       R"({"logGroupName":"g","logGroupIdentifier":"g","logStreamName":"s"})",
       "ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters."},
      {"no stream's name", "GetLogEvents", R"({"logGroupName":"g"})", kInvalid,
       "1 validation error detected: Value null at 'logStreamName' failed to satisfy constraint: "
       "Member must not be null"},
      {"too many", "GetLogEvents", R"({"logGroupName":"g","logStreamName":"s","limit":10001})",
       kInvalid,
       "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member "
       "must have value less than or equal to 10000"},
      {"a foreign token", "GetLogEvents",
       R"({"logGroupName":"g","logStreamName":"s","nextToken":"f/123"})", kInvalid,
       "The specified nextToken is invalid."},
      {"a token of no direction", "GetLogEvents",
       R"({"logGroupName":"g","logStreamName":"s",)"
       R"("nextToken":"x/00000000000000000000000000000000000000000000000000000000"})",
       kInvalid, "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

TEST_F(GetLogEvents, DescribesAnEvent) {
  append("g", "s", minutes{1}, R"({"a":"\u00e9"})");
  const auto page = output(
      "GetLogEvents",
      R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:111122223333:log-group:g","logStreamName":"s"})");
  EXPECT_EQ(boost::json::serialize(page.at("events")),
            R"([{"timestamp":1699999940000,"message":"{\"a\":\"\\u00e9\"}",)"
            R"("ingestionTime":1700000000000}])");
  EXPECT_THAT(std::string{page.at("nextForwardToken").as_string()}, MatchesRegex("f/[0-9]{56}"));
  EXPECT_THAT(std::string{page.at("nextBackwardToken").as_string()}, MatchesRegex("b/[0-9]{56}"));
}

TEST_F(GetLogEvents, BeginsWithTheLastPageAndAscendsInIt) {
  fill(5);
  const Page last = get(R"(,"limit":2)");
  EXPECT_THAT(last.messages, ElementsAre("4", "5"));
  const Page middle = get(R"(,"limit":2)", last.backward);
  EXPECT_THAT(middle.messages, ElementsAre("2", "3"));
  const Page first = get(R"(,"limit":2)", middle.backward);
  EXPECT_THAT(first.messages, ElementsAre("1"));
  EXPECT_THAT(get(R"(,"limit":2)", middle.forward).messages, ElementsAre("4", "5"));

  const Page end = get(R"(,"limit":2)", first.backward);
  EXPECT_THAT(end.messages, IsEmpty());
  EXPECT_EQ(end.backward, first.backward);
  EXPECT_THAT(get(R"(,"limit":2)", end.forward).messages, ElementsAre("1", "2"));
}

TEST_F(GetLogEvents, ReadsForwardUntilTheTokenStays) {
  fill(5);
  std::vector<std::string> seen;
  Page page = get(R"(,"limit":2,"startFromHead":true)");
  std::string sent;
  while (page.forward != sent) {
    for (auto& message : page.messages) seen.push_back(std::move(message));
    sent = page.forward;
    page = get(R"(,"limit":2,"startFromHead":true)", sent);
  }
  EXPECT_THAT(seen, ElementsAre("1", "2", "3", "4", "5"));
  EXPECT_THAT(page.messages, IsEmpty());
  EXPECT_THAT(get(R"(,"limit":2)", page.backward).messages, ElementsAre("4", "5"));
}

TEST_F(GetLogEvents, FollowsAStreamByTheForwardToken) {
  const Page empty = get("");
  EXPECT_THAT(empty.messages, IsEmpty());
  append("g", "s", minutes{9}, "1");
  const Page first = get("", empty.forward);
  EXPECT_THAT(first.messages, ElementsAre("1"));
  EXPECT_EQ(get("", first.forward).forward, first.forward);
  append("g", "s", minutes{8}, "2");
  EXPECT_THAT(get("", first.forward).messages, ElementsAre("2"));
}

TEST_F(GetLogEvents, CutsBetweenEventsOfOneMillisecond) {
  for (int order = 1; order <= 3; ++order) {
    append("g", "s", minutes{1}, std::to_string(order), static_cast<std::uint64_t>(order));
  }
  const Page first = get(R"(,"limit":1,"startFromHead":true)");
  EXPECT_THAT(first.messages, ElementsAre("1"));
  EXPECT_THAT(get(R"(,"limit":1)", first.forward).messages, ElementsAre("2"));
  EXPECT_THAT(get(R"(,"limit":1)").messages, ElementsAre("3"));
}

TEST_F(GetLogEvents, ReadsFromTheStartToBeforeTheEnd) {
  fill(4);
  const auto at = [&](int event) { return now_ms() - 60'000 * (4 - event + 1); };
  EXPECT_THAT(get(fmt::format(R"(,"startTime":{},"endTime":{})", at(2), at(4))).messages,
              ElementsAre("2", "3"));
  EXPECT_THAT(get(fmt::format(R"(,"startTime":{})", at(3))).messages, ElementsAre("3", "4"));
  EXPECT_THAT(get(fmt::format(R"(,"startTime":{},"endTime":{})", at(4), at(2))).messages,
              IsEmpty());
  EXPECT_THAT(get(R"(,"startTime":0,"endTime":9223372036854775807)").messages, SizeIs(4));
}

TEST_F(GetLogEvents, HidesWhatIsPastRetentionAtOnce) {
  append("g", "s", days{3} + milliseconds{1}, "old");
  append("g", "s", days{3}, "just retained");
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  EXPECT_THAT(get("").messages, ElementsAre("just retained"));
  EXPECT_THAT(get(R"(,"startTime":0)").messages, ElementsAre("just retained"));
  clock.advance(milliseconds{1});
  EXPECT_THAT(get(R"(,"startFromHead":true)").messages, IsEmpty());
  output("DeleteRetentionPolicy", R"({"logGroupName":"g"})");
  EXPECT_THAT(get("").messages, ElementsAre("old", "just retained"));
}

TEST_F(GetLogEvents, ShowsEventsFromBefore1970) {
  append("g", "s", std::chrono::hours{600'000}, "long ago");
  const Page page = get("");
  EXPECT_THAT(page.messages, ElementsAre("long ago"));
  EXPECT_THAT(get("", page.forward).messages, IsEmpty());
}

TEST_F(GetLogEvents, KeepsAPageUnderAMebibyteButNeverWithoutAnEvent) {
  append("g", "s", minutes{9}, std::string(2'000'000, 'a'));
  append("g", "s", minutes{8}, std::string(600'000, 'b'));
  append("g", "s", minutes{7}, std::string(400'000, 'c'));
  append("g", "s", minutes{6}, std::string(100'000, 'd'));
  const Page first = get(R"(,"startFromHead":true)");
  ASSERT_THAT(first.messages, SizeIs(1));
  const Page second = get("", first.forward);
  ASSERT_THAT(second.messages, SizeIs(2));
  EXPECT_EQ(second.messages[1][0], 'c');
  EXPECT_THAT(get("", second.forward).messages, SizeIs(1));
}

}  // namespace
}  // namespace epitaph::logs
