#include "logs/log_names.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

std::string times(int count, std::string_view text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

struct StreamNameCase {
  std::string_view name;
  std::string text;
  bool fits;
};

TEST(LogNames, KnowsWhatALogStreamMayBeCalled) {
  const StreamNameCase cases[] = {
      {"a task ID", "0f9de17a6465404e8b1b2356dc13c2f8", true},
      {"with slashes", "ecs/app/0f9de17a", true},
      {"as long as can be", std::string(512, 'a'), true},
      {"one too long", std::string(513, 'a'), false},
      {"as long in UTF-16, twice that in bytes", times(512, "\xC3\xA9"), true},
      {"nothing", "", false},
      {"a colon", "a:b", false},
      {"a star", "a*", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(is_log_stream_name(c.text), c.fits);
  }
}

struct ArnCase {
  std::string_view arn;
  std::optional<LogGroupAddress> address;
};

TEST(LogNames, ReadsTheArnOfALogGroup) {
  const ArnCase cases[] = {
      {"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x",
       LogGroupAddress{{"111122223333", "eu-west-1"}, "/aws/events/x"}},
      {"arn:aws:logs:eu-west-1:111122223333:log-group:x:*",
       LogGroupAddress{{"111122223333", "eu-west-1"}, "x"}},
      {"arn:aws-cn:logs:cn-north-1:111122223333:log-group:x",
       LogGroupAddress{{"111122223333", "cn-north-1"}, "x"}},
      {"arn:aws:logs:eu-west-1:111122223333:log-group:x:log-stream:y", std::nullopt},
      {"arn:aws:logs:eu-west-1:111122223333:log-group:", std::nullopt},
      {"arn:aws:logs:eu-west-1:111122223333:log-group::*", std::nullopt},
      {"arn:aws:logs:eu-west-1::log-group:x", std::nullopt},
      {"arn:aws:sqs:eu-west-1:111122223333:x", std::nullopt},
      {"/aws/events/x", std::nullopt},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.arn);
    EXPECT_EQ(parse_log_group_arn(c.arn), c.address);
  }
}

TEST(LogNames, WritesArns) {
  const Scope scope{"111122223333", "us-gov-west-1"};
  EXPECT_EQ(log_group_arn(scope, "g"),
            "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:g");
  EXPECT_EQ(log_stream_arn({"1", "us-east-1"}, "g", "s/1"),
            "arn:aws:logs:us-east-1:1:log-group:g:log-stream:s/1");
}

}  // namespace
}  // namespace epitaph::logs
