#include "http/message.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(Headers, AreFoundWhateverTheirCase) {
  const Headers headers{{"X-Amz-Target", "Logs.PutLogEvents"}, {"x-amz-target", "second"}};
  EXPECT_EQ(headers.find("X-AMZ-TARGET"), "Logs.PutLogEvents");
  EXPECT_EQ(headers.count("x-amz-target"), 2U);
  EXPECT_EQ(headers.find("x-amz"), std::nullopt);
}

TEST(Headers, SettingReplacesEveryOneOfThatName) {
  Headers headers{{"a", "1"}, {"b", "2"}, {"A", "3"}};
  headers.set("A", "4");
  headers.set("c", "5");
  std::string text;
  for (const auto& field : headers) text += field.name + '=' + field.value + ' ';
  EXPECT_EQ(text, "a=4 b=2 c=5 ");
}

TEST(Request, GivesItsParametersAndRawPath) {
  const Request request{.target = "/a%2Fb?x=1", .path = "/a/b", .query = {{"x", "1"}, {"x", "2"}}};
  EXPECT_EQ(request.raw_path(), "/a%2Fb");
  EXPECT_EQ(request.parameter("x"), "1");
  EXPECT_EQ(request.parameter("X"), std::nullopt);
}

TEST(ErrorResponse, IsJsonWhateverTheText) {
  const auto response = error_response(403, "no \"x\"\n");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.headers.find("content-type"), "application/json");
  EXPECT_EQ(response.body, R"({"message":"no \"x\"\n"})");
}

}  // namespace
}  // namespace epitaph::http
