#include "ledger/phases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::FieldsAre;

Timestamp at(int second) { return Timestamp{seconds{second}}; }

TEST(Phases, OfATaskThatWasAskedToStop) {
  Task task;
  task.created_at = at(0);
  task.pull_started_at = at(10);
  task.pull_stopped_at = at(14);
  task.started_at = at(15);
  task.stopping_at = at(100);
  task.execution_stopped_at = at(130);
  task.stopped_at = at(150);
  EXPECT_THAT(phases_of(task), ElementsAre(FieldsAre("provisioning", at(0), seconds{10}),
                                           FieldsAre("pulling", at(10), seconds{4}),
                                           FieldsAre("starting", at(14), seconds{1}),
                                           FieldsAre("running", at(15), seconds{85}),
                                           FieldsAre("stopping", at(100), seconds{30}),
                                           FieldsAre("cleanup", at(130), seconds{20})));
}

TEST(Phases, OfATaskThatEndedByItself) {
  Task task;
  task.created_at = at(0);
  task.started_at = at(5);
  task.execution_stopped_at = at(40);
  task.stopping_at = at(50);
  task.stopped_at = at(70);
  EXPECT_THAT(phases_of(task), ElementsAre(FieldsAre("starting", at(0), seconds{5}),
                                           FieldsAre("running", at(5), seconds{35}),
                                           FieldsAre("stopping", at(40), seconds{0}),
                                           FieldsAre("cleanup", at(40), seconds{30})));
}

TEST(Phases, OfATaskThatNeverRan) {
  Task task;
  task.created_at = at(0);
  task.stopping_at = at(8);
  task.stopped_at = at(9);
  EXPECT_THAT(phases_of(task), ElementsAre(FieldsAre("provisioning", at(0), seconds{8}),
                                           FieldsAre("cleanup", at(8), seconds{1})));
  task.pull_started_at = at(2);
  EXPECT_THAT(phases_of(task), ElementsAre(FieldsAre("provisioning", at(0), seconds{2}),
                                           FieldsAre("pulling", at(2), seconds{6}),
                                           FieldsAre("cleanup", at(8), seconds{1})));
  task.pull_stopped_at = at(5);
  EXPECT_THAT(phases_of(task), ElementsAre(FieldsAre("provisioning", at(0), seconds{2}),
                                           FieldsAre("pulling", at(2), seconds{3}),
                                           FieldsAre("starting", at(5), seconds{3}),
                                           FieldsAre("cleanup", at(8), seconds{1})));
  EXPECT_TRUE(phases_of(Task{}).empty());
}

}  // namespace
}  // namespace epitaph::ledger
