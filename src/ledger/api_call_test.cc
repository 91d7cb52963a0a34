#include "ledger/api_call.h"

#include <gtest/gtest.h>

#include "ledger/subject.h"
#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

struct Case {
  std::string_view name, detail, resource;
};

constexpr std::string_view kTask = "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c";

constexpr Case kApiCalls[] = {
    {"a task by its ARN",
     R"({"requestParameters":{"cluster":"x",)"
     R"("task":"arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c"}})",
     kTask},
    {"an old ARN stays old",
     R"({"requestParameters":{"task":"arn:aws-us-gov:ecs:us-gov-west-1:1:task/0f1e"}})",
     "arn:aws-us-gov:ecs:us-gov-west-1:1:task/0f1e"},
    {"a task by its id and cluster",
     R"({"requestParameters":{"cluster":"prod","task":"0f1e2d3c"}})", kTask},
    {"the cluster default when none is named", R"({"requestParameters":{"task":"0f1e"}})",
     "arn:aws:ecs:us-east-1:111122223333:task/default/0f1e"},
    {"a cluster's ARN gives its scope",
     R"({"requestParameters":{"cluster":"arn:aws-cn:ecs:cn-north-1:9:cluster/c","task":"0f1e"}})",
     "arn:aws-cn:ecs:cn-north-1:9:task/c/0f1e"},
    {"account and region of the record before the envelope's",
     R"({"awsRegion":"cn-north-1","recipientAccountId":"9","requestParameters":{"task":"0f1e"}})",
     "arn:aws-cn:ecs:cn-north-1:9:task/default/0f1e"},
    {"the answer knows the task's true ARN",
     R"({"requestParameters":{"task":"0f1e"},"responseElements":{"task":{"taskArn":)"
     R"("arn:aws:ecs:us-east-1:1:task/0f1e"}}})",
     "arn:aws:ecs:us-east-1:1:task/0f1e"},
    {"the one task that RunTask made",
     R"({"eventName":"RunTask","responseElements":{"tasks":[{"taskArn":)"
     R"("arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c"}]}})",
     kTask},
    {"several tasks name none", R"({"responseElements":{"tasks":[{},{}]}})", ""},
    {"update-service's service", R"({"requestParameters":{"cluster":"prod","service":"web"}})",
     "arn:aws:ecs:us-east-1:111122223333:service/prod/web"},
    {"create-service's serviceName",
     R"({"requestParameters":{"cluster":"prod","serviceName":"web"}})",
     "arn:aws:ecs:us-east-1:111122223333:service/prod/web"},
    {"a container instance",
     R"({"requestParameters":{"cluster":"prod","containerInstance":"ab12","force":true}})",
     "arn:aws:ecs:us-east-1:111122223333:container-instance/prod/ab12"},
    {"a revision that was registered",
     R"({"responseElements":{"taskDefinition":{"taskDefinitionArn":"arn:x:ecs:r:1:td/w:1"}}})",
     "arn:x:ecs:r:1:td/w:1"},
    {"members of the wrong type", R"({"requestParameters":[1],"responseElements":"x"})", ""},
};

Event call_of(std::string_view detail) {
  return *parse_event(
      ecs_event("e", "AWS API Call via CloudTrail", "2026-11-01T10:00:00Z", "[]", detail));
}

TEST(ApiCall, KnowsWhatItIsAbout) {
  for (const auto& c : kApiCalls) {
    SCOPED_TRACE(c.name);
    const auto event = call_of(c.detail);
    const auto call = read_api_call(event);
    ASSERT_TRUE(call);
    EXPECT_EQ(call->resource, c.resource);
    const auto subject = subject_of(event);
    EXPECT_TRUE(c.resource.empty() ? subject.starts_with("event/") : subject == c.resource);
  }
}

TEST(ApiCall, TellsWhoCalled) {
  struct Telling {
    std::string_view detail, text;
  };
  constexpr Telling kTellings[] = {
      {R"({"eventName":"StopTask","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/x"},)"
       R"("requestParameters":{"reason":"deploy https://x/?token=secret"}})",
       "StopTask called by arn:aws:iam::1:user/x, reason: deploy https://x/?***"},
      {R"({"eventName":"UpdateService","userIdentity":{"invokedBy":"codedeploy.amazonaws.com"},)"
       R"("errorCode":"AccessDenied"})",
       "UpdateService called by codedeploy.amazonaws.com, refused: AccessDenied"},
      {R"({"eventName":"StopTask"})", "StopTask called by somebody unknown"},
  };
  for (const auto& c : kTellings) EXPECT_EQ(describe(*read_api_call(call_of(c.detail))), c.text);
}

TEST(ApiCall, IsNoOtherEvent) {
  EXPECT_FALSE(read_api_call(*parse_event(task_event("e", 1, "2026-11-01T10:00:00Z"))));
}

}  // namespace
}  // namespace epitaph::ledger
