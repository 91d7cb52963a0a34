#include "ledger/task_reference.h"

#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

TEST(TaskReference, TakesEveryFormThatPeoplePaste) {
  struct Case {
    std::string_view text, arn, id_prefix, cluster, region;
  };
  constexpr Case kCases[] = {
      {"arn:aws:ecs:eu-west-1:123456789012:task/prod/0f1e2d3c",
       "arn:aws:ecs:eu-west-1:123456789012:task/prod/0f1e2d3c", "", "", ""},
      {" arn:aws:ecs:eu-west-1:123456789012:task/0f1e2d3c\n",
       "arn:aws:ecs:eu-west-1:123456789012:task/0f1e2d3c", "", "", ""},
      {"0f1e2d3c4b5a69788796a5b4c3d2e1f0", "", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "", ""},
      {"5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10", "", "5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10", "", ""},
      {"0f1e", "", "0f1e", "", ""},
      {"'0f1e'", "", "0f1e", "", ""},
      {"prod/0f1e2d3c", "", "0f1e2d3c", "prod", ""},
      {"https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0f1e2d3c/configuration",
       "", "0f1e2d3c", "prod", "eu-west-1"},
      {"https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/tasks/"
       "0f1e2d3c?region=eu-west-1",
       "", "0f1e2d3c", "prod", "eu-west-1"},
      {"https://console.aws.amazon.com/ecs/home?region=us-east-1#/clusters/prod/tasks/0f1e2d3c/"
       "details",
       "", "0f1e2d3c", "prod", "us-east-1"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const auto reference = parse_task_reference(c.text);
    ASSERT_TRUE(reference) << reference.error().message;
    EXPECT_EQ(reference->arn, c.arn);
    EXPECT_EQ(reference->id_prefix, c.id_prefix);
    EXPECT_EQ(reference->cluster, c.cluster);
    EXPECT_EQ(reference->region, c.region);
  }
}

TEST(TaskReference, SaysWhatItTakes) {
  for (const std::string_view text : {"", "  ", "0f1", "prod/", "https://example.com/",
                                      "arn:aws:ecs:r:1:cluster/prod", "a b c d"}) {
    const auto reference = parse_task_reference(text);
    ASSERT_FALSE(reference) << text;
    EXPECT_EQ(reference.error().kind, ErrorKind::kInvalid);
  }
}

}  // namespace
}  // namespace epitaph::ledger
