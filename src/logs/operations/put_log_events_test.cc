#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kHour = 3'600'000;

struct PutLogEvents : testing::Test, LogWorld {
  void SetUp() override {
    output("CreateLogGroup", R"({"logGroupName":"g"})");
    output("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
  }

  /// The input for one event at each of these times, messages `0`, `1`, ….
  static std::string input(const std::vector<std::int64_t>& times) {
    boost::json::array events;
    for (std::size_t i = 0; i < times.size(); ++i) {
      events.push_back({{"timestamp", times[i]}, {"message", std::to_string(i)}});
    }
    return fmt::format(R"({{"logGroupName":"g","logStreamName":"s","logEvents":{}}})",
                       boost::json::serialize(events));
  }
  std::vector<std::string> messages() const {
    return each(output("GetLogEvents", R"({"logGroupName":"g","logStreamName":"s"})"), "events",
                "message");
  }
};

TEST_F(PutLogEvents, RefusesInTheWordsOfAws) {
  const std::string now = std::to_string(now_ms());
  const auto one = [&](std::string_view members) {
    return fmt::format(R"({{{},"logEvents":[{{"timestamp":{},"message":"m"}}]}})", members, now);
  };
  const std::string no_group = one(R"("logGroupName":"none","logStreamName":"s")");
  const std::string no_stream = one(R"("logGroupName":"g","logStreamName":"none")");
  const std::string long_name =
      one(fmt::format(R"("logGroupName":"g","logStreamName":"{}")", std::string(513, 's')));
  const std::string descending = input({now_ms(), now_ms() - 30 * kHour});
  const std::string too_long = input({now_ms() - 25 * kHour, now_ms()});
  const std::string too_many = input(std::vector<std::int64_t>(10'001, now_ms()));
  const Refusal refusals[] = {
      {"no such group", "PutLogEvents", no_group, kMissing,
       "The specified log group does not exist."},
      {"no such stream", "PutLogEvents", no_stream, kMissing,
       "The specified log stream does not exist."},
      {"a name too long", "PutLogEvents", long_name, kInvalid,
       "Invalid LogGroup or LogStream, both must have length less than or equal to 512."},
      {"out of order, before the span is looked at", "PutLogEvents", descending, kInvalid,
       "Log events in a single PutLogEvents request must be in chronological order."},
      {"over a day", "PutLogEvents", too_long, kInvalid,
       "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."},
      {"no events", "PutLogEvents", R"({"logGroupName":"g","logStreamName":"s","logEvents":[]})",
       kInvalid,
       "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: "
       "Member must have length greater than or equal to 1"},
      {"an event of nothing", "PutLogEvents",
       R"({"logGroupName":"g","logStreamName":"s","logEvents":[{}]})", kInvalid,
       "2 validation errors detected: Value null at 'logEvents.1.member.timestamp' failed to "
       "satisfy constraint: Member must not be null; Value null at 'logEvents.1.member.message' "
       "failed to satisfy constraint: Member must not be null"},
      {"an empty message before 1970", "PutLogEvents",
       R"({"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":-1,"message":""}]})",
       kInvalid,
       "2 validation errors detected: Value '-1' at 'logEvents.1.member.timestamp' failed to "
       "satisfy constraint: Member must have value greater than or equal to 0; Value '' at "
       "'logEvents.1.member.message' failed to satisfy constraint: Member must have length greater "
       "than or equal to 1"},
  };
  expect_refused(refusals);
  const auto many = call("PutLogEvents", too_many);
  ASSERT_NE(many.error(), nullptr);
  EXPECT_TRUE(
      many.error()->message.ends_with("Member must have length less than or equal to 10000"));
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_F(PutLogEvents, KeepsArrivalOrderAndRepeats) {
  for (int repeat = 0; repeat < 2; ++repeat) {
    const auto answer = output("PutLogEvents", input({now_ms(), now_ms()}));
    EXPECT_EQ(answer.at("nextSequenceToken").as_string().size(), 56U);
    EXPECT_FALSE(answer.contains("rejectedLogEventsInfo"));
  }
  EXPECT_THAT(messages(), ElementsAre("0", "1", "0", "1"));
}

TEST_F(PutLogEvents, IgnoresTheSequenceToken) {
  std::string sent = input({now_ms()});
  sent.insert(1, R"("sequenceToken":"anything","entity":{"attributes":{"a":"b"}},)");
  output("PutLogEvents", sent);
  EXPECT_THAT(messages(), ElementsAre("0"));
}

TEST_F(PutLogEvents, TakesMostOfAMebibyte) {
  const std::string message(1'048'576 - 26, 'x');
  const auto sent = [&](std::string_view more) {
    return fmt::format(R"({{"logGroupName":"g","logStreamName":"s","logEvents":[)"
                       R"({{"timestamp":{},"message":"{}{}"}}]}})",
                       now_ms(), message, more);
  };
  output("PutLogEvents", sent(""));
  EXPECT_THAT(messages(), ElementsAre(message));
  const auto larger = call("PutLogEvents", sent("x"));
  ASSERT_NE(larger.error(), nullptr);
  EXPECT_EQ(larger.error()->type, kInvalid);
  EXPECT_EQ(larger.error()->message, "Log event too large: 1048577 bytes exceeds limit of 1048576");
}

TEST_F(PutLogEvents, SaysWhichEventsItDidNotTake) {
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  const std::int64_t day = 24 * kHour;
  const auto answer =
      output("PutLogEvents",
             input({now_ms() - 20 * day, now_ms() - 4 * day, now_ms(), now_ms() + 3 * kHour}));
  EXPECT_EQ(boost::json::serialize(answer.at("rejectedLogEventsInfo")),
            R"({"tooNewLogEventStartIndex":3,"tooOldLogEventEndIndex":1,)"
            R"("expiredLogEventEndIndex":2})");
  EXPECT_THAT(messages(), ElementsAre("2"));
}

TEST_F(PutLogEvents, SucceedsWhenNothingIsTaken) {
  const auto answer = output("PutLogEvents", input({5}));
  EXPECT_EQ(boost::json::serialize(answer.at("rejectedLogEventsInfo")),
            R"({"tooOldLogEventEndIndex":1})");
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_F(PutLogEvents, TakesATimeBeyondAllClocksAsTooNew) {
  const auto answer = output("PutLogEvents", input({std::numeric_limits<std::int64_t>::max()}));
  EXPECT_EQ(boost::json::serialize(answer.at("rejectedLogEventsInfo")),
            R"({"tooNewLogEventStartIndex":0})");
}

}  // namespace
}  // namespace epitaph::logs
