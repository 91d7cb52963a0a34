#include "diagnosis/diagnose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnosis/test_tasks.h"

namespace epitaph::diagnosis {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> paths_of(const Diagnosis& diagnosis) {
  std::vector<std::string> paths;
  for (const auto& evidence : diagnosis.evidence) paths.push_back(evidence.path);
  return paths;
}

TEST(Diagnose, SaysNothingBeforeAStopIsAskedFor) {
  Task task{.last_status = "RUNNING",
            .desired_status = "RUNNING",
            .containers = {{.name = "init", .last_status = "STOPPED", .exit_code = 1}}};
  EXPECT_FALSE(diagnose(task));
  EXPECT_FALSE(explain(task));
  task.desired_status = "STOPPED";
  EXPECT_TRUE(diagnose(task)) << "the last status may still be RUNNING";
}

TEST(Diagnose, QuotesTheFieldsThatDecided) {
  const auto found = diagnose(
      stopped("EssentialContainerExited", "Essential container in task exited",
              {{.name = "side", .exit_code = 143},
               {.name = "app", .reason = "OutOfMemoryError: Container killed", .exit_code = 137}}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->container, "app");
  EXPECT_THAT(paths_of(*found), ElementsAre("stopCode", "stoppedReason", "containers[1].reason",
                                            "containers[1].exitCode"));
  EXPECT_EQ(found->evidence.back().value, "137");
  EXPECT_EQ(found->catalogue_version, Catalogue::built_in().version());
}

TEST(Diagnose, QuotesTheTimesAndTheDeploymentThatItsWordsRestOn) {
  auto task =
      stopped("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/2)",
              {{.name = "app", .exit_code = 137}});
  task.started_by = "ecs-svc/1";
  task.stopping_at = Timestamp{std::chrono::seconds{100}};
  task.stopping_at_text = "1970-01-01T00:01:40Z";
  task.execution_stopped_at = Timestamp{std::chrono::seconds{131}};
  task.execution_stopped_at_text = "1970-01-01T00:02:11.0Z";
  const auto found = diagnose(task);
  ASSERT_TRUE(found);
  EXPECT_THAT(paths_of(*found), ElementsAre("stopCode", "stoppedReason", "startedBy", "stoppingAt",
                                            "executionStoppedAt"));
  EXPECT_EQ(found->evidence.back().value, "1970-01-01T00:02:11.0Z") << "as the event writes it";
  EXPECT_THAT(found->headline, HasSubstr("newer deployment"));
  EXPECT_THAT(found->checks.front(), HasSubstr("31 s"));
}

TEST(Diagnose, HidesTheQueryOfASignedUrl) {
  const std::string reason =
      "CannotPullContainerError: failed to copy: https://s3.example/layer?X-Amz-Signature=5ec7e7 x";
  const auto found =
      diagnose(stopped("TaskFailedToStart", reason, {{.name = "app", .reason = reason}}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->cause, "image-pull-other");
  EXPECT_THAT(found->headline, Not(HasSubstr("5ec7e7")));
  EXPECT_THAT(found->evidence, Each(Field(&Evidence::value, Not(HasSubstr("5ec7e7")))));
}

TEST(Diagnose, KeepsAHostileReasonToOneBoundedLine) {
  const auto found =
      diagnose(stopped("Sabotage", "\x1b[31m\nred\n" + std::string(1 << 20, 'x'), {}));
  ASSERT_TRUE(found);
  EXPECT_LT(found->headline.size(), 1000U);
  EXPECT_THAT(found->headline, Not(HasSubstr("\n")));
  EXPECT_THAT(found->headline, Not(HasSubstr("\x1b")));
}

TEST(Diagnose, QuotesEveryContainerOfATaskThatNothingExplains) {
  const auto found = diagnose(
      stopped("Sabotage", "",
              {{.name = "a", .reason = "UnknownError: x"}, {.name = "b", .exit_code = 143}}));
  ASSERT_TRUE(found);
  EXPECT_THAT(paths_of(*found),
              ElementsAre("stopCode", "containers[0].reason", "containers[1].exitCode"));
}

TEST(Diagnose, TakesWordsOutOfTheReason) {
  const auto found = diagnose(stopped(
      "TaskFailedToStart",
      "Fetching secret data from SSM Parameter Store in eu-west-1: invalid parameters: /shop/db",
      {}));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->headline, HasSubstr(": /shop/db."));
}

TEST(Diagnose, ListensToTheTaskDefinition) {
  const auto task =
      stopped("EssentialContainerExited", "Essential container in task exited",
              {{.name = "report", .exit_code = 0},
               {.name = "warmer", .reason = "OutOfMemoryError: killed", .exit_code = 137}});
  EXPECT_EQ(diagnose(task)->container, "warmer");
  const Context known{.containers = {{.name = "report"}, {.name = "warmer", .essential = false}}};
  EXPECT_EQ(diagnose(task, known)->cause, "app-exit-success");
  EXPECT_EQ(diagnose(task, {.containers = {{.name = "elsewhere"}}})->container, "warmer")
      << "names of another task definition tell nothing";
}

TEST(Explain, ListsTheRulesThatWereAskedBefore) {
  const auto found = explain(stopped("UserInitiated", "deploy", {}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->matched.cause, "user-stopped");
  EXPECT_EQ(found->matched.step, "stop-code");
  EXPECT_EQ(found->matched.rule, "stopCode is UserInitiated");
  ASSERT_FALSE(found->tried.empty());
  EXPECT_EQ(found->tried.front().cause, "instance-deregistered");
  EXPECT_THAT(found->tried, Each(Field(&Attempt::step, "stopped-reason")));
  const auto json = to_json(*found);
  EXPECT_EQ(json.at("entry").at("cause"), "user-stopped");
  EXPECT_EQ(json.at("tried").as_array().size(), found->tried.size());
}

}  // namespace
}  // namespace epitaph::diagnosis
