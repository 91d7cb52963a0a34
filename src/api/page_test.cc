#include "api/page.h"

#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

http::Request with(std::string name, std::string value) {
  return {.query = {{std::move(name), std::move(value)}}};
}

TEST(Page, LimitsItself) {
  EXPECT_EQ(*limit_parameter({}, 50, 1000), 50U);
  EXPECT_EQ(*limit_parameter(with("limit", "1000"), 50, 1000), 1000U);
  for (const auto* limit : {"0", "-1", "1001", "x"}) {
    EXPECT_TRUE(
        limit_parameter(with("limit", limit), 50, 1000).error().message.starts_with("limit "))
        << limit;
  }
}

TEST(Page, ReadsTheCursorThatItWrote) {
  const auto read = cursor_parameter(with("cursor", write_cursor({-7, "a.b/c"})));
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->number, -7);
  EXPECT_EQ((*read)->name, "a.b/c");
  EXPECT_FALSE(*cursor_parameter({}));
  for (const auto* cursor : {"x", "1", "1x.a", ".a"}) {
    EXPECT_FALSE(cursor_parameter(with("cursor", cursor))) << cursor;
  }
}

TEST(Page, SaysWhenItIsTheLast) {
  EXPECT_EQ(boost::json::serialize(page_json({1}, Cursor{3, "a"})),
            R"({"items":[1],"nextCursor":"3.a"})");
  EXPECT_EQ(boost::json::serialize(page_json({}, std::nullopt)),
            R"({"items":[],"nextCursor":null})");
}

}  // namespace
}  // namespace epitaph::api
