#include "ledger/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace epitaph::ledger
