#include "events/delivery/retry_policy.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

using namespace std::chrono_literals;

const Timestamp kTaken{std::chrono::hours{1}};

TEST(RetryPolicy, IsTheTargetsOwnWithAwsDefaults) {
  struct Case {
    std::string_view json;
    int retries;
    std::chrono::seconds age;
  };
  const Case kCases[] = {
      {R"({})", 185, 24h},
      {R"({"RetryPolicy":{}})", 185, 24h},
      {R"({"RetryPolicy":{"MaximumRetryAttempts":0}})", 0, 24h},
      {R"({"RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60}})", 3, 60s},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.json);
    const auto policy =
        retry_policy({.id = "t", .arn = "a", .json = boost::json::parse(c.json).as_object()});
    EXPECT_EQ(policy.retries_max, c.retries);
    EXPECT_EQ(policy.age_max, c.age);
  }
}

TEST(Backoff, DoublesFromASecondToTenMinutesWithJitter) {
  struct Case {
    int retry;
    double random;
    std::chrono::milliseconds wait;
  };
  const Case kCases[] = {
      {1, 1, 1s},    {1, 0, 500ms}, {2, 1, 2s},     {5, 1, 16s},
      {5, 0.5, 12s}, {10, 1, 512s}, {11, 1, 10min}, {185, 0, 5min},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.retry);
    EXPECT_EQ(backoff(c.retry, c.random), c.wait);
  }
}

TEST(Backoff, FillsADayWithTheRetriesThatAreAllowed) {
  std::chrono::milliseconds all{0};
  for (int retry = 1; retry <= RetryPolicy{}.retries_max; ++retry) all += backoff(retry, 0.5);
  EXPECT_GT(all, 20h);
  EXPECT_LT(all, 24h);
}

TEST(AfterFault, RetriesOrGivesUp) {
  constexpr auto kCode = ErrorCode::kErrorFromTarget;
  const DeliveryFault kFault{.code = kCode, .message = "m"};
  struct Case {
    std::string_view name;
    RetryPolicy policy;
    DeliveryFault fault;
    int attempts;
    std::chrono::milliseconds age;
    std::optional<std::chrono::milliseconds> wait;
    std::string_view exhausted;
  };
  const Case kCases[] = {
      {"the first", {}, kFault, 1, 0s, 1s, ""},
      {"the fourth", {}, kFault, 4, 10s, 8s, ""},
      {"the last retry", {.retries_max = 3}, kFault, 3, 10s, 4s, ""},
      {"none left", {.retries_max = 3}, kFault, 4, 10s, {}, kExhaustedRetries},
      {"none allowed", {.retries_max = 0}, kFault, 1, 0s, {}, kExhaustedRetries},
      {"just young enough", {.age_max = 60s}, kFault, 1, 59s, 1s, ""},
      {"too old by then", {.age_max = 60s}, kFault, 2, 59s, {}, kExhaustedAge},
      {"a final one", {}, {.code = kCode, .message = "", .is_final = true}, 1, 0s, {}, ""},
      {"Retry-After", {}, {.code = kCode, .message = "", .retry_after = 30s}, 1, 0s, 30s, ""},
      {"a short one", {}, {.code = kCode, .message = "", .retry_after = 1s}, 4, 0s, 8s, ""},
      {"too long a one",
       {},
       {.code = kCode, .message = "", .retry_after = std::chrono::seconds::max()},
       1,
       0s,
       {},
       kExhaustedAge},
      {"a negative one", {}, {.code = kCode, .message = "", .retry_after = -1s}, 1, 0s, {}, ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto now = kTaken + c.age;
    const auto decision = after_fault(c.policy, c.fault, c.attempts, kTaken, now, 1);
    if (c.wait) {
      ASSERT_TRUE(std::holds_alternative<Retry>(decision));
      EXPECT_EQ(std::get<Retry>(decision).due - now, *c.wait);
    } else {
      ASSERT_TRUE(std::holds_alternative<GiveUp>(decision));
      EXPECT_EQ(std::get<GiveUp>(decision).exhausted, c.exhausted);
    }
  }
}

}  // namespace
}  // namespace epitaph::events
