#include "api/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

constexpr auto kNow = Timestamp{std::chrono::hours{500'000}};

http::Request with(std::string name, std::string value) {
  return {.query = {{std::move(name), std::move(value)}}};
}

TEST(Query, ReadsTimesAndSpans) {
  EXPECT_EQ(*time_parameter(with("since", "15m"), "since", kNow), kNow - std::chrono::minutes{15});
  EXPECT_EQ(*time_parameter(with("since", "1970-01-01T00:00:01Z"), "since", kNow),
            Timestamp{std::chrono::seconds{1}});
  EXPECT_FALSE(*time_parameter(with("since", ""), "since", kNow));
  EXPECT_FALSE(*time_parameter({}, "since", kNow));
}

TEST(Query, NamesTheParameterAtFault) {
  EXPECT_THAT(time_parameter(with("since", "soon"), "since", kNow).error().message,
              testing::StartsWith("since must be a time"));
  EXPECT_THAT(integer_parameter(with("limit", "1x"), "limit").error().message,
              "limit must be a whole number, not 1x");
  EXPECT_THAT(flag_parameter(with("all", "1"), "all").error().message,
              "all must be true or false, not 1");
}

}  // namespace
}  // namespace epitaph::api
