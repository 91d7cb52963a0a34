#include "ledger/task_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

storage::TaskRow row_of(std::string_view members, std::string_view task = "prod/0f1e2d3c") {
  const auto event = *parse_event(task_event("e1", 5, "2026-11-01T11:00:00Z", members, task));
  return make_task_row(event, *parse_task(event.detail()), {}, diagnosis::Catalogue::built_in());
}

constexpr std::string_view kStoppedEvent =
    R"("lastStatus":"STOPPED","desiredStatus":"STOPPED","stoppedAt":"2026-11-01T10:59:59.5Z",)"
    R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod","group":"service:web",)"
    R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",)"
    R"("containerInstanceArn":"arn:aws:ecs:us-east-1:111122223333:container-instance/prod/1d6a2c0e",)"
    R"("startedBy":"ecs-svc/123","launchType":"FARGATE","capacityProviderName":"FARGATE_SPOT",)"
    R"("availabilityZone":"us-east-1a","stopCode":"EssentialContainerExited",)"
    R"("stoppedReason":"Essential container in task exited","startedAt":"2026-11-01T10:00:00Z",)"
    R"("containers":[{"name":"app","lastStatus":"STOPPED","exitCode":1,"image":"web:7",)"
    R"("imageDigest":"sha256:aa","reason":"see https://x/?token=secret"},)"
    R"({"name":"side","lastStatus":"STOPPED","exitCode":0,"image":"web:7"}])";

TEST(TaskRow, HasAllThatTasksAreFoundBy) {
  const auto row = row_of(kStoppedEvent);
  struct Expected {
    TaskField field;
    std::vector<std::string> values;
  };
  const Expected expected[] = {
      {TaskField::kAccount, {"111122223333"}},
      {TaskField::kRegion, {"us-east-1"}},
      {TaskField::kCluster, {"prod"}},
      {TaskField::kService, {"web"}},
      {TaskField::kFamily, {"web"}},
      {TaskField::kTaskDefinition, {"web:7"}},
      {TaskField::kImage, {"web:7"}},
      {TaskField::kImageDigest, {"sha256:aa"}},
      {TaskField::kAvailabilityZone, {"us-east-1a"}},
      {TaskField::kCapacityProvider, {"FARGATE_SPOT"}},
      {TaskField::kLaunchType, {"FARGATE"}},
      {TaskField::kLastStatus, {"STOPPED"}},
      {TaskField::kStopCode, {"EssentialContainerExited"}},
      {TaskField::kCause, {"app-exit-error"}},
      {TaskField::kKind, {"failure"}},
      {TaskField::kExitCode, {"1", "0"}},
      {TaskField::kContainer, {"app", "side"}},
      {TaskField::kContainerExitCode, {"app:1", "side:0"}},
      {TaskField::kDeployment, {"ecs-svc/123"}},
      {TaskField::kDesiredStatus, {"STOPPED"}},
      {TaskField::kStartedBy, {"ecs-svc/123"}},
      {TaskField::kContainerInstance, {"1d6a2c0e"}},
  };
  for (const auto& [field, values] : expected) {
    EXPECT_EQ(row[field], values) << storage::to_string(field);
  }
  EXPECT_THAT(row[TaskField::kIssue], ElementsAre(SizeIs(16)));
  EXPECT_THAT(row.reasons, ElementsAre("Essential container in task exited", "see https://x/?***"));
  EXPECT_EQ(row.time, *parse_rfc3339("2026-11-01T10:59:59.5Z"));
  EXPECT_TRUE(row.stopped);
}

TEST(TaskRow, OfALivingTaskStandsAtItsLastChangeWithoutACause) {
  const auto row = row_of(R"("lastStatus":"RUNNING","desiredStatus":"RUNNING",)"
                          R"("updatedAt":"2026-11-01T10:59:58.25Z")");
  EXPECT_FALSE(row.stopped);
  EXPECT_EQ(row.time, *parse_rfc3339("2026-11-01T10:59:58.25Z"));
  for (const auto field : {TaskField::kCause, TaskField::kKind, TaskField::kIssue}) {
    EXPECT_THAT(row[field], IsEmpty());
  }
}

TEST(TaskRow, KeepsWhoStartedTheTaskWhoeverItWas) {
  const auto row = row_of(R"("lastStatus":"RUNNING","startedBy":"nightly-report/7")");
  EXPECT_THAT(row[TaskField::kStartedBy], ElementsAre("nightly-report/7"));
  EXPECT_THAT(row[TaskField::kDeployment], IsEmpty());
  EXPECT_THAT(row[TaskField::kDesiredStatus], IsEmpty()) << "the event does not say";
}

TEST(TaskRow, WhatHasStoppedWasToStop) {
  EXPECT_THAT(row_of(R"("lastStatus":"STOPPED")")[TaskField::kDesiredStatus],
              ElementsAre("STOPPED"));
}

TEST(TaskRow, IsNoIssueWhenTheStopWasAskedFor) {
  const auto row = row_of(R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
                          R"("stopCode":"UserInitiated","stoppedReason":"Task stopped by user")");
  EXPECT_THAT(row[TaskField::kKind], ElementsAre("normal"));
  EXPECT_THAT(row[TaskField::kIssue], IsEmpty());
}

TEST(TaskRow, ReadsEventsOf2018) {
  const auto row = row_of(R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
                          R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
                          R"("stoppedReason":"Essential container in task exited")",
                          "5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10");
  EXPECT_THAT(row[TaskField::kCluster], ElementsAre("prod"));
  EXPECT_THAT(row[TaskField::kStopCode], IsEmpty());
  EXPECT_EQ(row.time, *parse_rfc3339("2026-11-01T11:00:00Z")) << "no stoppedAt: the envelope's";
}

TEST(TaskRow, BoundsWhatAnEventMayPutIntoTheIndex) {
  std::string containers;
  for (int i = 0; i < 200; ++i) {
    containers += fmt::format(R"({}{{"name":"c{}"}})", i ? "," : "", i);
  }
  const std::string reason = std::string(4095, 'x') + "ä" + "more";
  const auto row = row_of(fmt::format(
      R"("lastStatus":"RUNNING","launchType":"{}","stoppedReason":"{}","containers":[{}])",
      std::string(1025, 'x'), reason, containers));
  EXPECT_THAT(row[TaskField::kLaunchType], IsEmpty());
  EXPECT_THAT(row[TaskField::kContainer], SizeIs(64));
  EXPECT_THAT(row.reasons, ElementsAre(std::string(4095, 'x'))) << "no half a character";
}

}  // namespace
}  // namespace epitaph::ledger
