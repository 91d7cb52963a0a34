#include "ecs/resource_names.h"

#include <gtest/gtest.h>

namespace epitaph::ecs {
namespace {

const Scope kCaller{"123456789012", "us-east-1"};
constexpr std::string_view kSeparators = "Invalid identifier: Unexpected number of separators";

struct NameCase {
  std::string_view name, text, read, error;
};

TEST(ResourceNames, ReadAClusterByNameOrArn) {
  EXPECT_EQ(read_cluster(std::nullopt, kCaller)->arn(),
            "arn:aws:ecs:us-east-1:123456789012:cluster/default");
  constexpr NameCase kCases[] = {
      {"a name", "prod_1-a", "arn:aws:ecs:us-east-1:123456789012:cluster/prod_1-a", {}},
      {"an ARN of another account",
       "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod",
       "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod",
       {}},
      {"no name", "a b", {}, R"(Cluster must match ^[a-zA-Z0-9\-_]{1,255}$, but was a b)"},
      {"an empty name", "", {}, R"(Cluster must match ^[a-zA-Z0-9\-_]{1,255}$, but was )"},
      {"a task", "arn:aws:ecs:us-east-1:1:task/prod/1", {}, "Unsupported resource type: task"},
      {"another service", "arn:aws:sqs:us-east-1:1:cluster", {}, kSeparators},
      {"no ARN", "arn:aws", {}, kSeparators},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto cluster = read_cluster(c.text, kCaller);
    ASSERT_EQ(cluster.has_value(), c.error.empty());
    EXPECT_EQ(cluster ? cluster->arn() : cluster.error().message, cluster ? c.read : c.error);
  }
}

TEST(ResourceNames, ReadATaskByIdOrArn) {
  constexpr NameCase kCases[] = {
      {"32 digits", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", {}},
      {"36 with dashes",
       "0606dc43-fd6a-4837-a4f1-0a5ec2f2d6fe",
       "0606dc43-fd6a-4837-a4f1-0a5ec2f2d6fe",
       {}},
      {"the new form", "arn:aws:ecs:eu-west-1:1:task/prod/0123", "0123", {}},
      {"the old form", "arn:aws:ecs:eu-west-1:1:task/0123", "0123", {}},
      {"a short id", "0123", {}, "taskId length should be one of [32,36]"},
      {"an empty id", "", {}, "taskId length should be one of [32,36]"},
      {"a path", "prod/0123456789abcdef0123456789abcdef", {}, kSeparators},
      {"an ARN with too many parts", "arn:aws:ecs:eu-west-1:1:task/a/b/c", {}, kSeparators},
      {"a cluster", "arn:aws:ecs:eu-west-1:1:cluster/a", {}, "Unsupported resource type: cluster"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto task = read_task_name(c.text);
    ASSERT_EQ(task.has_value(), c.error.empty());
    EXPECT_EQ(task ? task->id : task.error().message, task ? c.read : c.error);
    EXPECT_EQ(task ? task->arn : "", task && c.text.starts_with("arn:") ? c.text : "");
  }
}

TEST(ResourceNames, ReadAServiceByNameOrArn) {
  constexpr NameCase kCases[] = {
      {"a name", "web", "web in no cluster", {}},
      {"the new form", "arn:aws:ecs:eu-west-1:1:service/prod/web", "web in prod", {}},
      {"the old form", "arn:aws:ecs:eu-west-1:1:service/web", "web in no cluster", {}},
      {"too many parts", "arn:aws:ecs:eu-west-1:1:service/a/b/c", {}, kSeparators},
      {"no name", "prod/web", {}, kSeparators},
      {"a task", "arn:aws:ecs:eu-west-1:1:task/web", {}, "Unsupported resource type: task"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto service = read_service_name(c.text);
    ASSERT_EQ(service.has_value(), c.error.empty());
    if (!service) {
      EXPECT_EQ(service.error().message, c.error);
    } else {
      EXPECT_EQ(service->name + " in " + (service->cluster ? service->cluster->name : "no cluster"),
                c.read);
    }
  }
}

TEST(ResourceNames, ReadATaskDefinition) {
  struct {
    std::string_view text;
    std::optional<std::string_view> read;
  } const kCases[] = {
      {"web:7", "123456789012 us-east-1 web 7"},
      {"web", "123456789012 us-east-1 web 0"},
      {"arn:aws:ecs:eu-west-1:1:task-definition/web:7", "1 eu-west-1 web 7"},
      {"arn:aws:ecs:eu-west-1:1:task-definition/web", "1 eu-west-1 web 0"},
      {"web:latest", std::nullopt},
      {"web:0", std::nullopt},
      {"web:", std::nullopt},
      {"web:7:7", std::nullopt},
      {"w/eb:7", std::nullopt},
      {"", std::nullopt},
      {"arn:aws:ecs:eu-west-1:1:task/web:7", std::nullopt},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const auto name = read_task_definition_name(c.text, kCaller);
    ASSERT_EQ(name.has_value(), c.read.has_value());
    if (!name) continue;
    EXPECT_EQ(name->scope.account + " " + name->scope.region + " " + name->family + " " +
                  std::to_string(name->revision.value_or(0)),
              *c.read);
  }
}

}  // namespace
}  // namespace epitaph::ecs
