#include "ledger/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Task running() {
  return {.last_status = "RUNNING",
          .desired_status = "RUNNING",
          .containers = {{.name = "app", .last_status = "RUNNING"}}};
}

TEST(Timeline, TellsWhatIsNew) {
  auto stopped = running();
  stopped.last_status = "STOPPED";
  stopped.desired_status = "STOPPED";
  stopped.stop_code = "EssentialContainerExited";
  stopped.stopped_reason = "Essential container in task exited";
  stopped.containers[0] = {
      .name = "app", .last_status = "STOPPED", .reason = "OutOfMemoryError", .exit_code = 137};
  const auto before = running();
  EXPECT_THAT(
      changes_between(&before, stopped),
      ElementsAre("RUNNING → STOPPED",
                  "stop requested: EssentialContainerExited, Essential container in task exited",
                  "app: RUNNING → STOPPED, exit 137, OutOfMemoryError"));
  EXPECT_THAT(changes_between(&stopped, stopped), IsEmpty());
}

TEST(Timeline, BeginsWithTheStatusAlone) {
  EXPECT_THAT(changes_between(nullptr, running()), ElementsAre("RUNNING"));
}

TEST(Timeline, MasksUrls) {
  auto stopped = running();
  stopped.desired_status = "STOPPED";
  stopped.stopped_reason = "cannot get https://s3/x?X-Amz-Signature=secret";
  const auto before = running();
  EXPECT_THAT(changes_between(&before, stopped),
              ElementsAre("stop requested: cannot get https://s3/x?***"));
}

TEST(Timeline, ShowsWhoCalledAmongTheStates) {
  const std::vector<std::string> events = {
      task_event("e1", 1, "2026-11-01T10:00:00Z"),
      task_event("e2", 2, "2026-11-01T11:00:01Z", R"("lastStatus":"STOPPED")"),
      ecs_event("e3", "AWS API Call via CloudTrail", "2026-11-01T11:00:00Z", "[]",
                R"({"eventName":"StopTask","userIdentity":{"arn":"arn:aws:iam::1:user/x"},)"
                R"("requestParameters":{"task":"0f1e2d3c","cluster":"prod"}})"),
      ecs_event("e4", "ECS Something New", "2026-11-02T00:00:00Z", "[]", "{}")};
  const auto record = fold_task(events);
  ASSERT_TRUE(record) << record.error().message;
  std::vector<std::string> told;
  for (const auto& entry : timeline_of(*record)) {
    told.push_back(entry.event->id + ": " + entry.changes.at(0));
    EXPECT_EQ(entry.state != nullptr, entry.event->detail_type == "ECS Task State Change");
  }
  EXPECT_THAT(told, ElementsAre("e1: RUNNING", "e3: StopTask called by arn:aws:iam::1:user/x",
                                "e2: RUNNING → STOPPED", "e4: ECS Something New"));
}

}  // namespace
}  // namespace epitaph::ledger
