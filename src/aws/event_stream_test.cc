#include "aws/event_stream.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

std::string in_hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

struct FrameCase {
  std::string_view name;
  std::vector<EventStreamHeader> headers;
  std::string_view payload, bytes;
};

// The first three are those that AWS's own clients are tested with.
TEST(EventStream, FramesMessagesAsAwsDoes) {
  const FrameCase cases[] = {
      {"nothing", {}, "", "000000100000000005c248eb7d98c8ff"},
      {"a payload",
       {},
       "{'foo':'bar'}",
       "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936"},
      {"a header",
       {{"content-type", "application/json"}},
       "{'foo':'bar'}",
       "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e"
       "7b27666f6f273a27626172277d8d9c08b1"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(in_hexadecimal(event_stream_message(c.headers, c.payload)), c.bytes);
  }
}

TEST(EventStream, BeginsWithTheInitialResponse) {
  EXPECT_EQ(in_hexadecimal(event_stream_start()),
            "0000007200000060ab820d9e0b3a6576656e742d74797065070010696e697469616c2d726573706f6e73"
            "650d3a636f6e74656e742d7479706507001a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d31"
            "2e310d3a6d6573736167652d747970650700056576656e747b7dacae6b7d");
}

TEST(EventStream, TellsEventsFromExceptions) {
  const auto event = event_stream_event("sessionUpdate", R"({"a":1})");
  EXPECT_TRUE(event.contains(std::string_view{"\x0b:event-type\x07\0\x0dsessionUpdate", 28}));
  EXPECT_TRUE(
      event.contains(std::string_view{"\x0d:message-type\x07\0\x05"
                                      "event",
                                      22}));
  EXPECT_TRUE(event.contains(R"({"a":1})"));
  const auto exception = event_stream_exception("SessionTimeoutException", "over \"now\"");
  EXPECT_TRUE(exception.contains(
      std::string_view{"\x0f:exception-type\x07\0\x17SessionTimeoutException", 42}));
  EXPECT_TRUE(
      exception.contains(std::string_view{"\x0d:message-type\x07\0\x09"
                                          "exception",
                                          26}));
  EXPECT_TRUE(exception.contains(R"({"message":"over \"now\""})"));
}

TEST(EventStream, RefusesAHeaderThatCannotBeWritten) {
  const std::string long_name(256, 'n');
  const std::string long_value(65'536, 'v');
  EXPECT_THROW(event_stream_message({{"", "v"}}, ""), std::logic_error);
  EXPECT_THROW(event_stream_message({{long_name, "v"}}, ""), std::logic_error);
  EXPECT_THROW(event_stream_message({{"n", long_value}}, ""), std::logic_error);
}

}  // namespace
}  // namespace epitaph::aws
