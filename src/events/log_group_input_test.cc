#include "events/log_group_input.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(LogGroupInput, IsATimestampAndAMessage) {
  struct Case {
    std::string_view json;
    std::int64_t milliseconds;  ///< -1: refused
    std::string_view message;   ///< or why
  };
  constexpr Case kCases[] = {
      {R"({"timestamp":"2024-09-10T14:41:47Z","message":"m"})", 1'725'979'307'000, "m"},
      {R"({"timestamp": 1725979307410, "message": "a\nb"})", 1'725'979'307'410, "a\nb"},
      {R"({"message":"","timestamp":0})", 0, ""},
      {R"({"timestamp":"soon","message":"m"})", -1,
       "timestamp is neither RFC 3339 text nor milliseconds since 1970"},
      {R"({"timestamp":-1,"message":"m"})", -1,
       "timestamp is neither RFC 3339 text nor milliseconds since 1970"},
      {R"({"timestamp":1.5,"message":"m"})", -1,
       "timestamp is neither RFC 3339 text nor milliseconds since 1970"},
      {R"({"timestamp":null,"message":"m"})", -1,
       "timestamp is neither RFC 3339 text nor milliseconds since 1970"},
      {R"({"timestamp":0,"message":{"a":1}})", -1, "message is no string"},
      {R"({"timestamp":0})", -1, ""},
      {R"({"timestamp":0,"message":"m","more":1})", -1, ""},
      {R"("text")", -1, ""},
      {"no JSON", -1, ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.json);
    const auto input = read_log_group_input(c.json);
    EXPECT_EQ(input.has_value(), c.milliseconds >= 0);
    if (input) {
      EXPECT_EQ(input->time.time_since_epoch().count(), c.milliseconds);
      EXPECT_EQ(input->message, c.message);
    } else if (!c.message.empty()) {
      EXPECT_EQ(input.error().message, c.message);
    }
  }
}

}  // namespace
}  // namespace epitaph::events
