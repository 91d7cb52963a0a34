#include "events/event_world.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kTestedEvent =
    R"({"id":"i","account":"a","source":"s","time":"t","region":"r","detail-type":["d"]})";

std::string input(std::string_view pattern, std::string_view event) {
  boost::json::object input;
  input["EventPattern"] = pattern;
  input["Event"] = event;
  return boost::json::serialize(input);
}

TEST(TestEventPattern, SaysWhetherThePatternMatches) {
  const EventWorld world;
  EXPECT_EQ(world.output("TestEventPattern", input(R"({"source":["s"]})", kTestedEvent)),
            R"({"Result":true})");
  EXPECT_EQ(world.output("TestEventPattern", input(R"({"source":["x"]})", kTestedEvent)),
            R"({"Result":false})");
  EXPECT_EQ(world.output("TestEventPattern", input(R"({"detail-type":["d"]})", kTestedEvent)),
            R"({"Result":true})");
}

TEST(TestEventPattern, DemandsAnEnvelope) {
  const EventWorld world;
  for (const auto* member : {"id", "account", "source", "time", "region", "detail-type"}) {
    auto event = boost::json::parse(kTestedEvent).as_object();
    event.erase(member);
    expect_refused(world, {member, "TestEventPattern",
                           input(R"({"source":["s"]})", boost::json::serialize(event)),
                           "ValidationException", "Parameter Event is not valid."});
  }
  const std::string kNoEnvelopes[] = {"", "{", "[]", "7", std::string(5000, '[')};
  for (const std::string_view event : kNoEnvelopes) {
    expect_refused(world,
                   {event.substr(0, 9), "TestEventPattern", input(R"({"source":["s"]})", event),
                    "ValidationException", "Parameter Event is not valid."});
  }
}

TEST(TestEventPattern, RefusesAFaultyPattern) {
  const EventWorld world;
  expect_refused(world,
                 {"a scalar", "TestEventPattern", input(R"({"source":"s"})", kTestedEvent),
                  "InvalidEventPatternException",
                  "Event pattern is not valid. Reason: \"source\" must be an object or an "
                  "array\n at [Source: (String)\"{\"source\":\"s\"}\"; line: 1, column: 12]"});
}

}  // namespace
}  // namespace epitaph::events
