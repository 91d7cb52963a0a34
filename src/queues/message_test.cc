#include "queues/message.h"

#include <gtest/gtest.h>

namespace epitaph::queues {
namespace {

TEST(Message, ComesBackFromItsState) {
  MessageState state{.id = "5f6d2c1e", .sender = "111122223333"};
  EXPECT_EQ(to_text(state), R"({"id":"5f6d2c1e","sender":"111122223333"})");
  state.received = 2;
  state.first_received = Timestamp{std::chrono::milliseconds{5}};
  state.handle = Timestamp{std::chrono::milliseconds{6}};
  state.trace = "Root=1-2";
  state.attributes = {{"t", {"String", "text \"quoted\""}},
                      {"b", {"Binary.png", std::string("\0\xff", 2)}}};
  const auto read = parse_message_state(to_text(state));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, state.id);
  EXPECT_EQ(read->sender, state.sender);
  EXPECT_EQ(read->received, 2U);
  EXPECT_EQ(read->first_received, state.first_received);
  EXPECT_EQ(read->handle, state.handle);
  EXPECT_EQ(read->trace, state.trace);
  EXPECT_EQ(read->attributes, state.attributes);
  for (const std::string_view text : {"", "[]", "{}", R"({"id":1,"sender":""})"}) {
    EXPECT_FALSE(parse_message_state(text)) << text;
  }
}

TEST(Message, CountsItsAttributesToo) {
  EXPECT_EQ(message_bytes("body", {}), 4U);
  EXPECT_EQ(message_bytes("body", {{"name", {"String", "value"}}}), 4U + 4 + 6 + 5);
}

TEST(Message, HoldsWhatXmlCanHold) {
  struct Row {
    std::string_view text;
    bool holds;
  };
  constexpr Row kRows[] = {{"\t\n\r plain", true},   {"\xC3\xBC\xF0\x9F\x92\xA5", true},
                           {"\x01", false},          {"a\x1f", false},
                           {"\xEF\xBF\xBD", true},   {"\xEF\xBF\xBE", false},
                           {"x\xEF\xBF\xBF", false}, {"\x7f", true}};
  for (const auto& row : kRows) EXPECT_EQ(is_message_text(row.text), row.holds) << row.text;
}

}  // namespace
}  // namespace epitaph::queues
