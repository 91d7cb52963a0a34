#include "ledger/fold.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids(const TaskRecord& record) {
  std::vector<std::string> all;
  for (const auto& event : record.events) all.push_back(event.id);
  return all;
}

const std::string kPending =
    task_event("e1", 1, "2026-11-01T10:00:00Z", R"("lastStatus":"PENDING")");
const std::string kRunning = task_event("e2", 2, "2026-11-01T10:00:09Z");
const std::string kStopped =
    task_event("e3", 5, "2026-11-01T11:00:00Z", R"("lastStatus":"STOPPED")");
const std::string kStoppedAgain =
    task_event("e4", 5, "2026-11-01T11:00:00Z", R"("lastStatus":"STOPPED")");

TEST(Fold, AnswersTheSameInEveryOrderAndWithRepeats) {
  std::vector<std::string> events = {kPending, kRunning, kStopped, kStoppedAgain, kRunning};
  std::mt19937 random{1};
  for (int round = 0; round < 200; ++round) {
    std::ranges::shuffle(events, random);
    const auto record = fold_task(events);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_THAT(ids(*record), ElementsAre("e1", "e2", "e3"));
    EXPECT_EQ(record->task.last_status, "STOPPED");
    EXPECT_EQ(record->duplicates, 1U) << "e4 told of version 5 once more";
  }
}

TEST(Fold, KeepsTwoTellingsOfOneVersionThatDiffer) {
  const auto other =
      task_event("e0", 5, "2026-11-01T11:00:00Z", R"("lastStatus":"DEPROVISIONING")");
  const std::vector<std::string> events = {kStopped, other};
  const auto record = fold_task(events);
  ASSERT_TRUE(record);
  EXPECT_THAT(ids(*record), ElementsAre("e0", "e3"));
  EXPECT_EQ(record->task.last_status, "STOPPED");
  EXPECT_EQ(record->duplicates, 0U);
}

TEST(Fold, TakesALateEventIntoTheHistoryOnly) {
  const std::vector<std::string> events = {kStopped, kRunning};
  const auto record = fold_task(events);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->task.last_status, "STOPPED");
  EXPECT_EQ(record->last_event().id, "e3");
}

TEST(Fold, SaysWhenThereIsNothingOrItCannotBeRead) {
  EXPECT_EQ(fold_task({}).error().kind, ErrorKind::kNotFound);
  const std::vector<std::string> broken = {"{}"};
  EXPECT_EQ(fold_task(broken).error().kind, ErrorKind::kCorrupt);
}

TEST(Fold, ListsAStoppedTaskByWhenItStopped) {
  const std::vector<std::string> events = {
      task_event("e1", 5, "2026-11-01T11:00:00Z",
                 R"("lastStatus":"STOPPED","stoppedAt":"2026-11-01T10:59:59.5Z")")};
  EXPECT_EQ(fold_task(events)->listed_at(), Timestamp{std::chrono::milliseconds{1793530799500}});
}

}  // namespace
}  // namespace epitaph::ledger
