#include "aws/json_body.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseBody, OutlivesItsText) {
  boost::json::object kept;
  {
    auto value = parse_body(R"({"a": ["b", 1.5, "\ud83d\ude00"]})", 1000);
    ASSERT_TRUE(value);
    kept = std::move(value->get_object());
  }
  EXPECT_EQ(boost::json::serialize(kept), "{\"a\":[\"b\",1.5E0,\"\xF0\x9F\x98\x80\"]}");
}

TEST(ParseBody, RefusesWhatIsNoJson) {
  for (const std::string& text :
       {std::string{""}, std::string{"{"}, std::string{"{} {}"}, std::string{"{\"a\": 1,}"},
        std::string{"{\"a\": \"\xff\"}"}, std::string{"{\"a\": \"\\ud800\"}"},
        std::string("{\"a\": \"\0\"}", 10), nested(kBodyDepthMax + 2)}) {
    const auto value = parse_body(text, 10'000);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().type, "SerializationException");
    EXPECT_EQ(value.error().status, 400);
  }
  EXPECT_TRUE(parse_body(nested(kBodyDepthMax - 1), 10'000));
}

TEST(ParseBody, TakesNoMoreMemoryThanAllowed) {
  std::string zeros = "[0";
  while (zeros.size() < 1'000'000) zeros += ",0";
  zeros += "]";
  const auto value = parse_body(zeros, zeros.size());
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().status, 413);
}

TEST(ParseBody, HasRoomForAFullBatch) {
  std::string batch = R"({"logEvents":[)";
  for (int i = 0; i < 10'000; ++i) batch += R"({"timestamp":1725979307410,"message":"m"},)";
  batch.back() = ']';
  EXPECT_TRUE(parse_body(batch + "}", 8 << 20));
  EXPECT_TRUE(parse_body(R"({"m":")" + std::string(1'000'000, 'x') + R"("})", 1 << 20));
}

}  // namespace
}  // namespace epitaph::aws
