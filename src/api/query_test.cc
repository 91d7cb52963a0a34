#include "api/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

constexpr auto kAskedAt = Timestamp{std::chrono::hours{500'000}};

http::Request asking(std::string name, std::string value) {
  return {.query = {{std::move(name), std::move(value)}}};
}

TEST(Query, ReadsTimesAndSpans) {
  EXPECT_EQ(*time_parameter(asking("since", "15m"), "since", kAskedAt),
            kAskedAt - std::chrono::minutes{15});
  EXPECT_EQ(*time_parameter(asking("since", "1970-01-01T00:00:01Z"), "since", kAskedAt),
            Timestamp{std::chrono::seconds{1}});
  EXPECT_FALSE(*time_parameter(asking("since", ""), "since", kAskedAt));
  EXPECT_FALSE(*time_parameter({}, "since", kAskedAt));
}

TEST(Query, NamesTheParameterAtFault) {
  EXPECT_THAT(time_parameter(asking("since", "soon"), "since", kAskedAt).error().message,
              testing::StartsWith("since must be a time"));
  EXPECT_THAT(integer_parameter(asking("limit", "1x"), "limit").error().message,
              "limit must be a whole number, not 1x");
  EXPECT_THAT(flag_parameter(asking("all", "1"), "all").error().message,
              "all must be true or false, not 1");
}

}  // namespace
}  // namespace epitaph::api
