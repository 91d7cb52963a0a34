#include "diagnosis/log_location.h"

#include <gtest/gtest.h>

namespace epitaph::diagnosis {
namespace {

Task task_in(std::string_view partition, std::string_view region) {
  const std::string start = "arn:" + std::string{partition} + ":ecs:" + std::string{region};
  return {.arn = start + ":111122223333:task/prod/0f1e",
          .cluster_arn = start + ":111122223333:cluster/prod",
          .group = "service:check out",
          .containers = {{.name = "app", .runtime_id = "0f1e-123"}}};
}

Context with(AwsLogs logs) {
  return {.containers = {{.name = "app", .logs = std::move(logs)}},
          .log_url_template = "https://logs.example/{region}?q={container}+{taskId}&s={service}"};
}

TEST(LogLocation, IsTheStreamOfAwslogs) {
  const auto task = task_in("aws", "eu-west-1");
  const auto found =
      log_location(task, task.containers[0], with({.group = "/ecs/web", .stream_prefix = "ecs"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->group, "/ecs/web");
  EXPECT_EQ(found->stream, "ecs/app/0f1e");
  EXPECT_EQ(found->url,
            "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:"
            "log-groups/log-group/$252Fecs$252Fweb/log-events/ecs$252Fapp$252F0f1e");
}

TEST(LogLocation, IsNamedByTheRuntimeIdWithoutAPrefix) {
  const auto task = task_in("aws-cn", "cn-north-1");
  const auto found = log_location(task, task.containers[0], with({.group = "web"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->stream, "0f1e-123");
  EXPECT_TRUE(found->url.starts_with("https://cn-north-1.console.amazonaws.cn/")) << found->url;
}

TEST(LogLocation, MayLieInAnotherRegion) {
  const auto task = task_in("aws", "eu-west-1");
  const auto found =
      log_location(task, task.containers[0],
                   with({.group = "web", .region = "us-east-2", .stream_prefix = "p"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->region, "us-east-2");
  EXPECT_TRUE(found->url.contains("region=us-east-2#"));
}

TEST(LogLocation, FollowsTheTemplateWhereTheTaskDefinitionNamesNone) {
  const auto task = task_in("aws", "eu-west-1");
  Context context = with({});
  context.containers.clear();
  const auto found = log_location(task, task.containers[0], context);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->url, "https://logs.example/eu-west-1?q=app+0f1e&s=check%20out");
  EXPECT_TRUE(found->group.empty());
  EXPECT_FALSE(log_location(task, task.containers[0], {})) << "nothing is known";
}

}  // namespace
}  // namespace epitaph::diagnosis
