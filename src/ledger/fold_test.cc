#include "ledger/fold.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/task_row.h"
#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

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
  const auto first = events;
  std::mt19937 random{1};
  for (int round = 0; round < 200; ++round) {
    std::ranges::shuffle(events, random);
    const auto record = fold_task(events);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_THAT(ids(*record), ElementsAre("e1", "e2", AnyOf("e3", "e4")));
    EXPECT_EQ(record->last_event().id, fold_task(first)->last_event().id);
    EXPECT_EQ(record->task.last_status, "STOPPED");
    EXPECT_EQ(record->duplicates, 1U) << "e3 and e4 tell the same of version 5";
  }
}

TEST(Fold, KeepsTwoTellingsOfOneVersionThatDiffer) {
  const auto other =
      task_event("e0", 5, "2026-11-01T11:00:00Z", R"("lastStatus":"DEPROVISIONING")");
  const std::vector<std::string> events = {kStopped, other};
  const auto record = fold_task(events);
  ASSERT_TRUE(record);
  EXPECT_THAT(ids(*record), UnorderedElementsAre("e0", "e3"));
  EXPECT_EQ(record->duplicates, 0U);
}

TEST(Fold, TakesTheStateOfTheRowThatAnEngineKeeps) {
  const auto other =
      task_event("e0", 5, "2026-11-01T11:00:00Z", R"("lastStatus":"DEPROVISIONING")");
  const std::vector<std::string> events = {kStopped, other};
  const auto record = fold_task(events);
  const auto place = [&](const std::string& json) {
    const auto event = *parse_event(json);
    return place_of(event, *parse_task(event.detail()));
  };
  EXPECT_EQ(record->last_event().json, place(kStopped) > place(other) ? kStopped : other);
}

TEST(Fold, MakesNoStateOfWhatIsNone) {
  const auto call = ecs_event("c", "AWS API Call via CloudTrail", "2026-11-01T12:00:00Z", "[]",
                              R"({"taskArn":"arn:aws:ecs:us-east-1:1:task/a/b","version":9})");
  const std::vector<std::string> events = {call, kRunning, call};
  const auto record = fold_task(events);
  ASSERT_TRUE(record);
  EXPECT_THAT(ids(*record), ElementsAre("e2"));
  ASSERT_EQ(record->others.size(), 1U);
  EXPECT_EQ(record->others[0].id, "c");
  const std::vector<std::string> calls = {call};
  EXPECT_EQ(fold_task(calls).error().kind, ErrorKind::kNotFound);
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
