#include "events/delivery/dead_letter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

constexpr std::string_view kRule = "arn:aws:events:us-east-1:123456789012:rule/r";
constexpr std::string_view kTarget = "arn:aws:lambda:us-east-1:123456789012:function:f";

Target target_with(std::string_view json) {
  return {.id = "t", .arn = std::string{kTarget}, .json = boost::json::parse(json).as_object()};
}

TEST(DeadLetter, CarriesTheAttributesOfAws) {
  struct Case {
    std::string_view name;
    DeliveryFault fault;
    std::string_view exhausted;
    int retries;
    std::string_view expected;
  };
  const Case kCases[] = {
      {"final",
       {.code = ErrorCode::kNoResource, .message = "gone"},
       "",
       0,
       "ERROR_CODE=NO_RESOURCE ERROR_MESSAGE=gone RETRY_ATTEMPTS=0"},
      {"retries used up",
       {.code = ErrorCode::kTimeout, .message = "late"},
       "MaximumRetryAttempts",
       185,
       "ERROR_CODE=TIMEOUT ERROR_MESSAGE=late RETRY_ATTEMPTS=185 "
       "EXHAUSTED_RETRY_CONDITION=MaximumRetryAttempts"},
      {"control characters",
       {.code = ErrorCode::kErrorFromTarget, .message = "a\nb"},
       "",
       0,
       "ERROR_CODE=ERROR_FROM_TARGET ERROR_MESSAGE=a b RETRY_ATTEMPTS=0"},
      {"no message",
       {.code = ErrorCode::kErrorFromTarget, .message = ""},
       "",
       0,
       "ERROR_CODE=ERROR_FROM_TARGET ERROR_MESSAGE=no reason was given RETRY_ATTEMPTS=0"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto attributes = attributes_of({.rule_arn = kRule,
                                           .target_arn = kTarget,
                                           .fault = c.fault,
                                           .exhausted = c.exhausted,
                                           .retries = c.retries});
    ASSERT_GE(attributes.size(), 5U);
    EXPECT_EQ(attributes[0].value, kRule);
    EXPECT_EQ(attributes[1].value, kTarget);
    std::string rest;
    for (std::size_t i = 2; i < attributes.size(); ++i) {
      rest += (i > 2 ? " " : "") + attributes[i].name + "=" + attributes[i].value;
    }
    EXPECT_EQ(rest, c.expected);
  }
}

TEST(DeadLetter, CutsALongMessageBetweenCharacters) {
  const DeliveryFault fault{.code = ErrorCode::kTimeout, .message = std::string(1023, 'x') + "é"};
  const auto attributes =
      attributes_of({.rule_arn = kRule, .target_arn = kTarget, .fault = fault, .exhausted = ""});
  EXPECT_EQ(attributes[3].value, std::string(1023, 'x'));
}

TEST(DeadLetter, IsKeptOnlyWhereThereIsAQueueForIt) {
  struct Case {
    std::string_view name, target;
    std::optional<Error> answer;
    bool is_asked, is_kept;
  };
  constexpr std::string_view kQueue =
      R"({"DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:123456789012:dead"}})";
  const Case kCases[] = {
      {"no queue", "{}", {}, false, false},
      {"a queue", kQueue, {}, true, true},
      {"a queue that is not there", kQueue, Error{ErrorKind::kNotFound, ""}, true, false},
      {"an empty DeadLetterConfig", R"({"DeadLetterConfig":{}})", {}, false, false},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    bool is_asked = false;
    const QueueTarget queues = [&](const QueueMessage& message, storage::Commit&) -> Status {
      is_asked = true;
      EXPECT_EQ(message.arn, "arn:aws:sqs:us-east-1:123456789012:dead");
      EXPECT_EQ(message.attributes.size(), 5U);
      if (c.answer) return *c.answer;
      return Done{};
    };
    const DeliveryFault fault{.code = ErrorCode::kNoResource, .message = "gone"};
    storage::Commit commit;
    const auto body = commit.add_body("{}");
    const auto kept = send_dead_letter(
        queues, target_with(c.target),
        {.rule_arn = kRule, .target_arn = kTarget, .fault = fault, .exhausted = ""}, body, commit);
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, c.is_kept);
    EXPECT_EQ(is_asked, c.is_asked);
  }
}

}  // namespace
}  // namespace epitaph::events
