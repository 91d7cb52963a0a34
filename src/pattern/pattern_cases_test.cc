// The cases that lie beside the checkout in event-patterns/cases.jsonl; without them this is
// skipped.
#include <fstream>
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "pattern/event_pattern.h"

namespace epitaph::pattern {
namespace {

// This one is about the envelope, which TestEventPattern checks before it asks a pattern.
constexpr std::string_view kEnvelopeError = "Parameter Event is not valid.";

void expect_case(const boost::json::object& c) {
  SCOPED_TRACE(c.at("name").as_string().c_str());
  const auto pattern = EventPattern::compile(c.at("pattern").as_string());
  if (c.at("expect").as_string() == "invalid") {
    const std::string_view error = c.at("error").as_string();
    if (error == kEnvelopeError) return;
    ASSERT_FALSE(pattern);
    const std::string& message = pattern.error().message;
    EXPECT_EQ(message.substr(0, message.find('\n')), error);
    return;
  }
  ASSERT_TRUE(pattern) << pattern.error().message;
  EXPECT_EQ(pattern->matches(c.at("event").as_string()), c.at("expect").as_string() == "match");
}

TEST(EventPattern, AgreesWithTheSharedCases) {
  std::ifstream file(EPITAPH_SHARED_DIR "/data/event-patterns/cases.jsonl");
  if (!file) GTEST_SKIP() << "no " EPITAPH_SHARED_DIR "/data/event-patterns/cases.jsonl";
  int cases = 0;
  for (std::string line; std::getline(file, line); ++cases) {
    expect_case(boost::json::parse(line).as_object());
  }
  EXPECT_GE(cases, 60);
}

}  // namespace
}  // namespace epitaph::pattern
