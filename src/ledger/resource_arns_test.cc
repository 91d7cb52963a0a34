#include "ledger/resource_arns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

TEST(ResourceArns, ReadBothFormsOfAServiceInEveryPartition) {
  struct Case {
    std::string_view arn, cluster_arn;
    ServiceKey key;
  };
  const Case cases[] = {
      {"arn:aws:ecs:us-east-1:1:service/prod/web", "", {{"1", "us-east-1"}, "prod", "web"}},
      {"arn:aws-cn:ecs:cn-north-1:1:service/prod/web", "", {{"1", "cn-north-1"}, "prod", "web"}},
      {"arn:aws-us-gov:ecs:us-gov-west-1:1:service/web",
       "arn:aws-us-gov:ecs:us-gov-west-1:1:cluster/prod",
       {{"1", "us-gov-west-1"}, "prod", "web"}},
      {"arn:aws:ecs:us-east-1:1:service/web", "", {{"1", "us-east-1"}, "", "web"}},
  };
  for (const auto& c : cases) {
    const auto key = parse_service_arn(c.arn, c.cluster_arn);
    ASSERT_TRUE(key) << c.arn;
    EXPECT_EQ(*key, c.key) << c.arn;
    if (!c.key.cluster.empty()) {
      EXPECT_THAT(service_arns(*key), testing::Contains(std::string{c.arn}));
    }
  }
  EXPECT_FALSE(parse_service_arn("arn:aws:ecs:us-east-1:1:cluster/prod", ""));
  EXPECT_FALSE(parse_service_arn("web", ""));
}

}  // namespace
}  // namespace epitaph::ledger
