#include "model/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph {
namespace {

using testing::HasSubstr;

constexpr std::string_view kCanonical =
    R"({"version":"0","id":"e1","detail-type":"ECS Task State Change","source":"aws.ecs",)"
    R"("account":"111122223333","time":"2024-09-10T14:41:47Z","region":"us-east-1",)"
    R"("resources":["arn:a"],"detail":{"a b":" \" { ","n":1.0}})";

TEST(Event, KeepsTheCanonicalFormByteForByte) {
  const auto event = parse_event(kCanonical);
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(event->json, kCanonical);
  EXPECT_EQ(event->detail(), R"({"a b":" \" { ","n":1.0})");
  EXPECT_EQ(event->resources, std::vector<std::string>{"arn:a"});
}

TEST(Event, OrdersTheEnvelopeAndDropsWhiteSpace) {
  const auto event = parse_event(R"( {
    "detail" : { "n" : 1.0, "a b" : " \" { " },
    "extra": [ 1, 2 ],
    "resources": [ "arn:a" ], "region": "us-east-1", "time": "2024-09-10T14:41:47Z",
    "account": "111122223333", "source": "aws.ecs", "detail-type": "D", "id": "e1" } )");
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(
      event->json,
      R"({"version":"0","id":"e1","detail-type":"D","source":"aws.ecs","account":"111122223333",)"
      R"("time":"2024-09-10T14:41:47Z","region":"us-east-1","resources":["arn:a"],)"
      R"("detail":{"n":1.0,"a b":" \" { "},"extra":[1,2]})");
  EXPECT_EQ(event->detail(), R"({"n":1.0,"a b":" \" { "})");
}

TEST(Event, ParsesItsOwnCanonicalFormToTheSame) {
  const auto once = parse_event(kCanonical);
  ASSERT_TRUE(once);
  const auto twice = parse_event(once->json);
  ASSERT_TRUE(twice);
  EXPECT_EQ(once->json, twice->json);
}

TEST(Event, NamesTheFieldAtFault) {
  struct Case {
    std::string_view name, replace, with, message;
  };
  constexpr Case kCases[] = {
      {"no JSON", "{\"version\"", "{version", "event is not valid JSON"},
      {"no id", "\"id\":\"e1\",", "", "id is missing"},
      {"an empty id", "\"e1\"", "\"\"", "id is empty"},
      {"a number for a source", "\"aws.ecs\"", "7", "source must be a string"},
      {"no time", "2024-09-10T14:41:47Z", "yesterday", "time must be an RFC 3339 time"},
      {"resources of another type", "[\"arn:a\"]", "[1]", "resources must be an array of strings"},
      {"a detail that is no object", R"({"a b":" \" { ","n":1.0})", "[1]",
       "detail must be an object"},
      {"invalid UTF-8", "a b", "a\xff", "not valid JSON"},
      {"a half string", "1.0}}", "\"}}", "event is not valid JSON"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    std::string text{kCanonical};
    const auto at = text.find(c.replace);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, c.replace.size(), c.with);
    const auto event = parse_event(text);
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().kind, ErrorKind::kInvalid);
    EXPECT_THAT(event.error().message, HasSubstr(c.message));
  }
  EXPECT_THAT(parse_event("[]").error().message, HasSubstr("not a JSON object"));
  EXPECT_THAT(parse_event("").error().message, HasSubstr("not valid JSON"));
}

TEST(Event, IsBoundedInDepthAndLength) {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  EXPECT_THAT(parse_event(R"({"detail":{"x":)" + deep + "}}").error().message,
              HasSubstr("nested deeper"));
  const std::string large(kEventBytesMax, 'x');
  EXPECT_THAT(parse_event(R"({"detail":{"x":")" + large + "\"}}").error().message,
              HasSubstr("at most 1048576"));
}

TEST(Event, IsMadeFromWhatPutEventsTakes) {
  const std::vector<std::string> resources{"arn:\"a\""};
  const auto event = make_event({.id = "e1",
                                 .detail_type = "D",
                                 .source = "my.app",
                                 .account = "000000000000",
                                 .region = "us-east-1",
                                 .time = Timestamp{std::chrono::milliseconds{1725979307410}},
                                 .resources = resources,
                                 .detail = "{ \"k\" : 1.50 }"});
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(event->detail(), R"({"k":1.50})");
  const auto read = parse_event(event->json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->json, event->json);
  EXPECT_EQ(read->time, Timestamp{std::chrono::milliseconds{1725979307000}});
  EXPECT_EQ(read->resources, resources);
}

}  // namespace
}  // namespace epitaph
