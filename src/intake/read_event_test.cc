#include "intake/read_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::intake {
namespace {

constexpr std::string_view kEnvelope =
    R"({"version":"0","id":"e1","detail-type":"D","source":"s","account":"1","time":"2026-11-01T10:00:00Z",)"
    R"("region":"r","resources":[],"detail":{"message":"hello"}})";

TEST(ReadEvent, ReadsAnEnvelope) {
  const auto event = read_event(kEnvelope);
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(event->json, kEnvelope);
}

TEST(ReadEvent, ReadsTheMessageOfALogEvent) {
  const auto event = read_event(R"({"timestamp": 1, "message": )" + quote_json(kEnvelope) + "}");
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(event->json, kEnvelope);
}

TEST(ReadEvent, SaysWhatIsWrong) {
  EXPECT_THAT(read_event(R"({"message": "hello"})").error().message,
              testing::StartsWith("message: event is not valid JSON"));
  EXPECT_THAT(read_event("{}").error().message, "id is missing");
  EXPECT_THAT(read_event("7").error().message, "event is not a JSON object");
}

}  // namespace
}  // namespace epitaph::intake
