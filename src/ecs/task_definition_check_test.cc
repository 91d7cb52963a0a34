#include "ecs/task_definition_check.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace epitaph::ecs {
namespace {

struct CheckCase {
  std::string_view name, definition, refusal;
};

constexpr std::string_view kApp = R"({"name":"app","image":"nginx","memory":128})";

constexpr CheckCase kCheckCases[] = {
    {"the least there is",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i","memory":4}]})", ""},
    {"memory of the task serves its containers",
     R"({"family":"web","memory":"512","containerDefinitions":[{"name":"a","image":"i"}]})", ""},
    {"Fargate",
     R"({"family":"web","networkMode":"awsvpc","cpu":".25 vCPU","memory":"0.5 GB",)"
     R"("requiresCompatibilities":["FARGATE"],"containerDefinitions":[{"name":"a","image":"i",)"
     R"("portMappings":[{"containerPort":80,"hostPort":80}]}]})",
     ""},
    {"no family", R"({"containerDefinitions":[]})", "Family should not be null or empty."},
    {"a family of the wrong letters", R"({"family":"a b"})", "Family contains invalid characters."},
    {"no containers", R"({"family":"web"})", "Container list cannot be empty."},
    {"no name", R"({"family":"web","containerDefinitions":[{"image":"i"}]})",
     "Container.name should not be null or empty."},
    {"a name twice",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i","memory":4},)"
     R"({"name":"a","image":"i","memory":4}]})",
     "Container.name should be unique, but 'a' is not."},
    {"no image", R"({"family":"web","containerDefinitions":[{"name":"a","memory":4}]})",
     "Container.image should not be null or empty."},
    {"nothing is essential",
     R"({"family":"web","containerDefinitions":[)"
     R"({"name":"a","image":"i","memory":4,"essential":false}]})",
     "Task definition doesn't have any essential container."},
    {"no memory", R"({"family":"web","containerDefinitions":[{"name":"a","image":"i"}]})",
     "Invalid setting for container 'a'. At least one of 'memory' or 'memoryReservation' must be "
     "specified."},
    {"too little memory",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i","memory":0}]})",
     "Invalid 'memory' setting for container 'a'."},
    {"more reserved than allowed",
     R"({"family":"web","containerDefinitions":[)"
     R"({"name":"a","image":"i","memory":64,"memoryReservation":128}]})",
     "Invalid setting for container 'a'. 'memory' must be greater than or equal to "
     "'memoryReservation'."},
    {"ports that differ",
     R"({"family":"web","networkMode":"awsvpc","containerDefinitions":[{"name":"a","image":"i",)"
     R"("memory":4,"portMappings":[{"containerPort":80,"hostPort":8080}]}]})",
     "When networkMode=awsvpc, the host ports and container ports in port mappings must match."},
    {"a port that is none",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i",)"
     R"("memory":4,"portMappings":[{"containerPort":70000}]}]})",
     "Invalid port setting for container 'a'."},
    {"a volume that is not there",
     R"({"family":"web","volumes":[{"name":"data"}],"containerDefinitions":[{"name":"a",)"
     R"("image":"i","memory":4,"mountPoints":[{"sourceVolume":"date"}]}]})",
     "Unknown volume 'date'."},
    {"a dependency that is not there",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i","memory":4,)"
     R"("dependsOn":[{"containerName":"b","condition":"START"}]}]})",
     "Cannot depend on container + 'b' because it does not exist"},
    {"waiting for the end of an essential container",
     R"({"family":"web","containerDefinitions":[{"name":"a","image":"i","memory":4,)"
     R"("dependsOn":[{"containerName":"b","condition":"SUCCESS"}]},)"
     R"({"name":"b","image":"i","memory":4}]})",
     "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"},
    {"a size that is none",
     R"({"family":"web","cpu":"much","containerDefinitions":[)"
     R"({"name":"a","image":"i","memory":4}]})",
     "Invalid 'cpu' setting for task."},
};

aws::Verdict check(std::string_view json) {
  return check_task_definition(boost::json::parse(json).as_object());
}

TEST(TaskDefinitionCheck, SaysWhatEcsSays) {
  for (const auto& c : kCheckCases) {
    SCOPED_TRACE(c.name);
    const auto verdict = check(c.definition);
    ASSERT_EQ(verdict.has_value(), c.refusal.empty());
    if (verdict) continue;
    EXPECT_EQ(verdict.error().type, "ClientException");
    EXPECT_EQ(verdict.error().message, c.refusal);
  }
}

TEST(TaskDefinitionCheck, AsksWhatFargateAsks) {
  struct {
    std::string_view members, refusal;
  } constexpr kFargate[] = {
      {R"("networkMode":"bridge")", "Fargate only supports network mode ‘awsvpc’."},
      {R"("networkMode":"awsvpc","memory":"512")",
       "Fargate requires that 'cpu' be defined at the task level."},
      {R"("networkMode":"awsvpc","cpu":"256")",
       "Fargate requires that 'memory' be defined at the task level."},
      {R"("networkMode":"awsvpc","cpu":"256","memory":"4096")",
       "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS "
       "documentation for the valid values."},
      {R"("networkMode":"awsvpc","cpu":"256","memory":"512","ipcMode":"task")",
       "Tasks using the Fargate launch type do not support ipcMode."},
  };
  for (const auto& c : kFargate) {
    SCOPED_TRACE(c.members);
    const auto verdict = check(fmt::format(
        R"({{"family":"web","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{}],{}}})",
        kApp, c.members));
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().message, c.refusal);
  }
  const auto logs =
      check(R"({"family":"web","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc",)"
            R"("cpu":"256","memory":"512","containerDefinitions":[{"name":"a","image":"i",)"
            R"("logConfiguration":{"logDriver":"awslogs"}}]})");
  ASSERT_FALSE(logs);
  EXPECT_EQ(logs.error().message,
            "Fargate requires task definition to have execution role ARN to support log driver "
            "awslogs.");
}

}  // namespace
}  // namespace epitaph::ecs
