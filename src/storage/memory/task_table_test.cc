#include "storage/memory/task_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::storage {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

Timestamp ms_after_1970(std::int64_t ms) { return Timestamp{milliseconds{ms}}; }

TaskRow row(std::string arn, std::uint64_t version, int time, std::string cause,
            std::vector<std::string> exit_codes = {}, std::string reason = "") {
  TaskRow made{.arn = std::move(arn),
               .place = {.version = version},
               .time = ms_after_1970(time),
               .stopped = true};
  made[TaskField::kCause] = {std::move(cause)};
  made[TaskField::kExitCode] = std::move(exit_codes);
  if (!reason.empty()) made.reasons = {std::move(reason)};
  return made;
}

std::vector<std::string> ids(const TaskSearchPage& page) {
  std::vector<std::string> found;
  for (const TaskEntry& entry : page.tasks) found.push_back(entry.arn);
  return found;
}

class Tasks : public testing::Test {
 protected:
  Tasks() {
    table_.put(row("t/a", 3, 10, "oom", {"137", "0"}, "OutOfMemoryError: killed"));
    table_.put(row("t/b", 3, 20, "exit", {"1"}, "Essential container exited"));
    table_.put(row("t/c", 3, 20, "oom", {"137"}));
    TaskRow living = row("t/d", 1, 30, "none");
    living.stopped = false;
    table_.put(std::move(living));
  }
  TaskTable table_;
};

TEST_F(Tasks, AreFoundByAllThatAQuerySays) {
  struct Row {
    std::string_view name;
    TaskQuery query;
    std::vector<std::string> found;
  };
  const Row rows[] = {
      {"nothing said", {}, {"t/c", "t/b", "t/a"}},
      {"living too", {.stopped_only = false}, {"t/d", "t/c", "t/b", "t/a"}},
      {"a field", {.where = {{TaskField::kCause, {"oom"}}}}, {"t/c", "t/a"}},
      {"one of several values", {.where = {{TaskField::kCause, {"x", "exit"}}}}, {"t/b"}},
      {"no value", {.where = {{TaskField::kCause, {}}}}, {}},
      {"any of a task's values", {.where = {{TaskField::kExitCode, {"0"}}}}, {"t/a"}},
      {"every field", {.where = {{TaskField::kCause, {"oom"}}, {TaskField::kExitCode, {"1"}}}}, {}},
      {"text of either case", {.text = "outofMEMORY"}, {"t/a"}},
      {"text that no reason holds", {.text = "outofmemory error"}, {}},
      {"from is inclusive", {.from = ms_after_1970(20)}, {"t/c", "t/b"}},
      {"until is exclusive", {.until = ms_after_1970(20)}, {"t/a"}},
  };
  for (const auto& r : rows) {
    SCOPED_TRACE(r.name);
    EXPECT_EQ(ids(table_.search(r.query, {}, 9)), r.found);
    EXPECT_EQ(table_.count(r.query), r.found.size());
  }
}

TEST_F(Tasks, ComeInPages) {
  const auto first = table_.search({}, {}, 2);
  EXPECT_THAT(ids(first), ElementsAre("t/c", "t/b"));
  ASSERT_TRUE(first.next);
  const auto second = table_.search({}, first.next, 2);
  EXPECT_THAT(ids(second), ElementsAre("t/a"));
  EXPECT_FALSE(second.next);
}

TEST_F(Tasks, AreWhatTheRowOfTheGreatestPlaceSays) {
  table_.put(row("t/a", 2, 90, "late"));
  EXPECT_EQ(table_.count({.where = {{TaskField::kCause, {"late"}}}}), 0U);
  table_.put(row("t/a", 3, 10, "again"));
  EXPECT_EQ(table_.count({.where = {{TaskField::kCause, {"again"}}}}), 1U);
  table_.put(row("t/a", 4, 40, "newer"));
  EXPECT_THAT(ids(table_.search({}, {}, 1)), ElementsAre("t/a"));
  table_.erase("t/a");
  EXPECT_THAT(table_.find("a", 9), IsEmpty());
}

TEST_F(Tasks, AreCountedByEveryValue) {
  const auto counts = table_.count({}, TaskField::kExitCode).counts;
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_EQ(counts[0].value, "137");
  EXPECT_EQ(counts[0].count, 2U);
  EXPECT_EQ(counts[0].first, ms_after_1970(10));
  EXPECT_EQ(counts[0].last, ms_after_1970(20));
  EXPECT_EQ(counts[1].value, "0");
  EXPECT_EQ(counts[2].value, "1");
}

TEST_F(Tasks, AreCountedOverTime) {
  table_.put(row("t/e", 1, -1, "oom"));
  std::vector<std::string> seen;
  for (const auto& bucket : table_.count_over_time({}, TaskField::kCause, milliseconds{15})) {
    seen.push_back(bucket.value + std::to_string(bucket.begin.time_since_epoch().count()) + "x" +
                   std::to_string(bucket.count));
  }
  EXPECT_THAT(seen, ElementsAre("exit15x1", "oom-15x1", "oom0x1", "oom15x1"));
}

}  // namespace
}  // namespace epitaph::storage
