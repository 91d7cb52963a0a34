#include "ecs/service_message.h"

#include <gtest/gtest.h>

namespace epitaph::ecs {
namespace {

TEST(ServiceMessage, IsWordedAsEcsWordsIt) {
  struct {
    ledger::ServiceEvent event;
    std::string_view message;
  } const kCases[] = {
      {{.type = "INFO", .name = "SERVICE_STEADY_STATE"},
       "(service web) has reached a steady state."},
      {{.type = "WARN", .name = "SERVICE_TASK_START_IMPAIRED"},
       "(service web) is unable to consistently start tasks successfully."},
      {{.type = "ERROR", .name = "SERVICE_TASK_PLACEMENT_FAILURE", .text = "RESOURCE:MEMORY"},
       "(service web) was unable to place a task. Reason: RESOURCE:MEMORY."},
      {{.type = "INFO", .name = "TASKS_STOPPED", .tasks = {"arn:aws:ecs:r:1:task/c/1", "task/2"}},
       "(service web) has stopped 2 running tasks: (task 1) (task 2)."},
      {{.type = "INFO", .name = "SERVICE_DEPLOYMENT_COMPLETED", .deployment = "ecs-svc/1"},
       "(service web) (deployment ecs-svc/1) deployment completed."},
      {{.type = "ERROR",
        .name = "SERVICE_DEPLOYMENT_FAILED",
        .text = "tasks failed to start",
        .deployment = "ecs-svc/1"},
       "(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start."},
      {{.type = "ERROR", .name = "UNHEARD_OF", .text = "why"},
       "(service web) UNHEARD_OF. Reason: why."},
      {{.type = "ERROR", .name = "UNHEARD_OF"}, "(service web) UNHEARD_OF."},
      {{.type = "INFO", .name = "SERVICE_DEPLOYMENT_IN_PROGRESS"}, ""},
      {{.name = "UpdateService", .text = "UpdateService called by somebody"}, ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(service_message(c.event, "web"), c.message);
}

}  // namespace
}  // namespace epitaph::ecs
