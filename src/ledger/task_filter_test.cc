#include "ledger/task_filter.h"

#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

Task sample() {
  return {
      .arn = "arn:aws:ecs:eu-west-1:111122223333:task/prod/0f1e",
      .cluster_arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
      .task_definition_arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3",
      .stop_code = "EssentialContainerExited",
      .group = "service:checkout",
      .containers = {
          {.name = "app", .exit_code = 137}, {.name = "side", .exit_code = 0}, {.name = "never"}}};
}

TEST(TaskFilter, NarrowsByEachField) {
  struct Case {
    std::string_view name;
    TaskFilter filter;
    bool accepted;
  };
  const Case cases[] = {
      {"nothing asked", {}, true},
      {"cluster by name", {.cluster = "prod"}, true},
      {"cluster by ARN", {.cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod"}, true},
      {"another cluster", {.cluster = "pro"}, false},
      {"service", {.service = "checkout"}, true},
      {"another service", {.service = "web"}, false},
      {"family", {.family = "web"}, true},
      {"stop code", {.stop_code = "UserInitiated"}, false},
      {"cause", {.cause = "out-of-memory"}, true},
      {"another cause", {.cause = "killed"}, false},
      {"account", {.account = "111122223333"}, true},
      {"another region", {.region = "us-east-1"}, false},
      {"container", {.container = "side"}, true},
      {"exit code of any container", {.exit_code = 137}, true},
      {"exit code of that container", {.container = "side", .exit_code = 137}, false},
      {"an absent code is not 0", {.container = "never", .exit_code = 0}, false},
  };
  const Diagnosis diagnosis{.cause = "out-of-memory"};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(accepts(c.filter, sample(), &diagnosis), c.accepted);
  }
  EXPECT_FALSE(accepts({.cause = "out-of-memory"}, sample(), nullptr));
}

}  // namespace
}  // namespace epitaph::ledger
