#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kTailed = "arn:aws:logs:eu-west-1:111122223333:log-group:g";

struct StartLiveTail : testing::Test, LogWorld {
  void SetUp() override {
    output("CreateLogGroup", R"({"logGroupName":"g"})");
    output("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  }

  static std::string input(std::string_view more = "") {
    return fmt::format(R"({{"logGroupIdentifiers":["{}"]{}}})", kTailed, more);
  }
  std::shared_ptr<http::BodyReader> start(std::string_view more = "") {
    const auto answer = call("StartLiveTail", input(more));
    EXPECT_EQ(answer.error(), nullptr) << answer.error()->message;
    return answer.stream() == nullptr ? nullptr : answer.stream()->messages;
  }
  void put(std::string_view message) {
    output("PutLogEvents",
           fmt::format(R"({{"logGroupName":"g","logStreamName":"s","logEvents":[{{"timestamp":{},)"
                       R"("message":"{}"}}]}})",
                       now_ms() - 5, message));
  }
  /// What a second later is in the stream.
  std::string later(http::BodyReader& reader) {
    live_tail.step(now += std::chrono::seconds{1});
    return reader.take(nullptr).bytes;
  }

  TailHub::Instant now = std::chrono::steady_clock::now() + std::chrono::seconds{5};
};

TEST_F(StartLiveTail, BeginsWithWhatWasAskedFor) {
  const auto reader =
      start(R"(,"logStreamNamePrefixes":["a/","b/"],"logEventFilterPattern":"error")");
  const auto begin = reader->take(nullptr).bytes;
  EXPECT_THAT(begin, HasSubstr("initial-response"));
  EXPECT_THAT(begin, HasSubstr("sessionStart"));
  EXPECT_THAT(begin, HasSubstr(fmt::format(
                         R"("logGroupIdentifiers":["{}"],"logStreamNames":[],)"
                         R"("logStreamNamePrefixes":["a/","b/"],"logEventFilterPattern":"error")",
                         kTailed)));
}

TEST_F(StartLiveTail, TellsEventsAsTheyAreWritten) {
  const auto reader = start();
  EXPECT_THAT(later(*reader), HasSubstr("sessionStart"));
  put("hello");
  const auto update = later(*reader);
  EXPECT_THAT(update, HasSubstr("sessionUpdate"));
  EXPECT_THAT(update,
              HasSubstr(R"({"sessionMetadata":{"sampled":false},"sessionResults":[{)"
                        R"("logStreamName":"s","logGroupIdentifier":)"
                        R"("arn:aws:logs:eu-west-1:111122223333:log-group:g","message":"hello",)"
                        R"("timestamp":1699999999995,"ingestionTime":1700000000000}]})"));
  EXPECT_THAT(later(*reader),
              HasSubstr(R"({"sessionMetadata":{"sampled":false},"sessionResults":[]})"));
}

TEST_F(StartLiveTail, TellsThoseOfTheStreamsOnly) {
  const auto reader = start(R"(,"logStreamNames":["other"])");
  later(*reader);
  put("hello");
  EXPECT_THAT(later(*reader), Not(HasSubstr("hello")));
}

TEST_F(StartLiveTail, TellsThoseThatThePatternMatches) {
  const auto reader = start(R"(,"logEventFilterPattern":"{ $.n = 2 }")");
  later(*reader);
  put(R"({\"n\":1})");
  put(R"({\"n\":2})");
  const auto update = later(*reader);
  EXPECT_THAT(update, HasSubstr(R"({\"n\":2})"));
  EXPECT_THAT(update, Not(HasSubstr(R"({\"n\":1})")));
}

TEST_F(StartLiveTail, SamplesMoreThanFiveHundredASecond) {
  const auto reader = start();
  later(*reader);
  for (int i = 0; i < 501; ++i) put("m");
  EXPECT_THAT(later(*reader), HasSubstr(R"("sampled":true)"));
}

TEST_F(StartLiveTail, RefusesInTheWordsOfAws) {
  const std::string both = input(R"(,"logStreamNames":["a"],"logStreamNamePrefixes":["a"])");
  const std::string bad_pattern = input(R"(,"logEventFilterPattern":"a:b")");
  const std::string two_groups =
      fmt::format(R"({{"logGroupIdentifiers":["{0}","{0}"],"logStreamNames":["a"]}})", kTailed);
  const Refusal refusals[] = {
      {"no groups", "StartLiveTail", R"({"logGroupIdentifiers":[]})", kInvalid,
       "1 validation error detected: Value '[]' at 'logGroupIdentifiers' failed to satisfy "
       "constraint: Member must have length greater than or equal to 1"},
      {"a name", "StartLiveTail", R"({"logGroupIdentifiers":["g"]})", kInvalid,
       "Log group identifiers must be the ARNs of log groups."},
      {"no such group", "StartLiveTail",
       R"({"logGroupIdentifiers":["arn:aws:logs:eu-west-1:111122223333:log-group:none"]})",
       kMissing, "The specified log group does not exist."},
      {"names and prefixes", "StartLiveTail", both, kInvalid,
       "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters."},
      {"streams of two groups", "StartLiveTail", two_groups, kInvalid,
       "Log streams can only be specified when a single log group is specified."},
      {"a bad pattern", "StartLiveTail", bad_pattern, kInvalid,
       "Invalid filter pattern: Invalid character(s) in term ':'"},
  };
  expect_refused(refusals);
}

TEST_F(StartLiveTail, OpensFifteenSessions) {
  std::vector<std::shared_ptr<http::BodyReader>> readers;
  for (int i = 0; i < 15; ++i) readers.push_back(start());
  const std::string sixteenth = input();
  const Refusal refusals[] = {{"the sixteenth", "StartLiveTail", sixteenth,
                               "LimitExceededException", "Resource limit exceeded."}};
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::logs
