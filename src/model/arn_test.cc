#include "model/arn.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(TaskArn, ReadsBothFormsInEveryPartition) {
  struct Case {
    std::string_view text, id, cluster, account, region;
  };
  constexpr Case kCases[] = {
      {"arn:aws:ecs:eu-west-1:123456789012:task/prod/0f1e2d3c4b5a69788796a5b4c3d2e1f0",
       "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "prod", "123456789012", "eu-west-1"},
      {"arn:aws:ecs:us-east-1:111122223333:task/5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10",
       "5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10", "", "111122223333", "us-east-1"},
      {"arn:aws-cn:ecs:cn-north-1:111122223333:task/c/a1", "a1", "c", "111122223333", "cn-north-1"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const auto arn = TaskArn::parse(c.text);
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->id(), c.id);
    EXPECT_EQ(arn->cluster(), c.cluster);
    EXPECT_EQ(arn->scope(), (Scope{std::string{c.account}, std::string{c.region}}));
    EXPECT_EQ(arn->text(), c.text);
  }
}

TEST(TaskArn, RefusesWhatIsNoTask) {
  for (const std::string_view text :
       {"", "arn:aws:ecs:eu-west-1:1:task/", "arn:aws:ecs:eu-west-1:1:task", "task/prod/1",
        "arn:aws:ecs:eu-west-1:1:cluster/prod", "arn:aws:sqs:eu-west-1:1:task/a",
        "arn:aws:ecs:eu-west-1:1:task/a/b/c", "arn:aws:ecs:eu-west-1:1:task//b",
        "arn:aws:ecs:eu-west-1:1:task/a b", "arn:aws:ecs:eu-west-1:1:task/a\n"}) {
    EXPECT_FALSE(TaskArn::parse(text)) << text;
  }
  EXPECT_FALSE(TaskArn::parse("arn:aws:ecs:r:1:task/" + std::string(3000, 'a')));
}

TEST(Arn, SplitsIntoItsParts) {
  const auto parts = parse_arn("arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/x:*");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->service, "logs");
  EXPECT_EQ(parts->resource, "log-group:/aws/events/x:*");
  EXPECT_FALSE(parse_arn("arn:aws:logs"));
}

TEST(Arn, NamesTheLastSegment) {
  EXPECT_EQ(last_segment("arn:aws:ecs:r:1:cluster/prod"), "prod");
  EXPECT_EQ(last_segment("prod"), "prod");
  EXPECT_EQ(last_segment("prod/"), "");
}

}  // namespace
}  // namespace epitaph
