#include "ledger/task_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

using storage::TaskField;

/// `account=1 cluster=a|b`, in the order of the fields.
std::string asked(const TaskFilter& filter) {
  std::string text;
  for (const auto& [field, values] : to_query(filter).where) {
    text += text.empty() ? "" : " ";
    text += storage::to_string(field);
    for (std::size_t i = 0; i < values.size(); ++i) text += (i ? "|" : "=") + values[i];
  }
  return text;
}

TEST(TaskFilter, AsksTheFieldsOfRows) {
  struct Case {
    std::string_view name;
    TaskFilter filter;
    std::string_view asked;
  };
  const Case cases[] = {
      {"nothing", {}, ""},
      {"a name", {.cluster = "prod"}, "cluster=prod"},
      {"any of several", {.cause = "killed,,out-of-memory,"}, "cause=killed|out-of-memory"},
      {"an ARN of a cluster",
       {.cluster = "arn:aws-cn:ecs:cn-north-1:1:cluster/prod"},
       "account=1 region=cn-north-1 cluster=prod"},
      {"an ARN of a service",
       {.service = "arn:aws:ecs:eu-west-1:1:service/prod/web"},
       "account=1 region=eu-west-1 cluster=prod service=web"},
      {"an old ARN of a service",
       {.service = "arn:aws:ecs:eu-west-1:1:service/web"},
       "account=1 region=eu-west-1 service=web"},
      {"an ARN of a revision",
       {.task_definition = "arn:aws:ecs:eu-west-1:1:task-definition/web:7"},
       "account=1 region=eu-west-1 taskDefinition=web:7"},
      {"a deployment by its number", {.deployment = "123"}, "deployment=ecs-svc/123"},
      {"a deployment", {.deployment = "ecs-svc/123"}, "deployment=ecs-svc/123"},
      {"the exit code of that container",
       {.exit_code = "1,2", .container = "app"},
       "exitCode=1|2 container=app containerExitCode=app:1|app:2"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(asked(c.filter), c.asked);
  }
  EXPECT_EQ(to_query({.text = "a,b"}).text, "a,b");
}

TEST(TaskFilter, FindsAFacetByItsName) {
  ASSERT_NE(find_facet("capacityProvider"), nullptr);
  EXPECT_EQ(find_facet("capacityProvider")->field, TaskField::kCapacityProvider);
  EXPECT_EQ(find_facet("colour"), nullptr);
  for (const auto& facet : facets()) {
    EXPECT_EQ(find_facet(storage::to_string(facet.field)), &facet);
  }
}

}  // namespace
}  // namespace epitaph::ledger
