#include "ledger/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/test_events.h"

namespace epitaph::ledger {
namespace {

using storage::TaskList;

constexpr std::string_view kArn = "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c";

storage::Commit commit_of(const Event& event) {
  storage::Commit commit;
  record(event, commit.add_body(event.json), commit);
  return commit;
}

TEST(Record, FilesATaskEventUnderItsTask) {
  const auto commit = commit_of(*parse_event(task_event("e1", 3, "2026-11-01T10:00:00Z")));
  ASSERT_EQ(commit.subject_events.size(), 1U);
  EXPECT_EQ(commit.subject_events[0].subject, kArn);
  EXPECT_EQ(commit.subject_events[0].version, 3U);
  ASSERT_EQ(commit.tasks.size(), 1U);
  EXPECT_EQ(commit.tasks[0].list, TaskList::kAll);
}

TEST(Record, ListsAStoppedTaskByWhenItStopped) {
  const auto commit = commit_of(
      *parse_event(task_event("e1", 5, "2026-11-01T11:00:00Z",
                              R"("lastStatus":"STOPPED","stoppedAt":"2026-11-01T10:59:59.5Z")")));
  ASSERT_EQ(commit.tasks.size(), 2U);
  EXPECT_EQ(commit.tasks[1].list, TaskList::kStopped);
  EXPECT_EQ(commit.tasks[1].time, Timestamp{std::chrono::milliseconds{1793530799500}});
}

TEST(Record, WritesTheSameRowsForARepeat) {
  const auto event = *parse_event(task_event("e1", 3, "2026-11-01T10:00:00Z"));
  const auto first = subject_row(event, storage::BodyIndex{0});
  const auto again = subject_row(event, storage::BodyIndex{7});
  EXPECT_EQ(std::tie(first.subject, first.version, first.time, first.hash),
            std::tie(again.subject, again.version, again.time, again.hash));
}

TEST(Record, KeepsWhatElseEcsSays) {
  struct Case {
    std::string_view name, resources, subject_prefix;
  };
  constexpr Case kCases[] = {
      {"under its first resource", R"(["arn:aws:ecs:r:1:service/prod/web"])",
       "arn:aws:ecs:r:1:service"},
      {"or its own name", "[]", "event/"},
      {"a NUL cannot end the subject", R"(["a\u0000b"])", "a b"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto event = parse_event(fmt::format(
        R"({{"id":"e","detail-type":"ECS Service Action","source":"aws.ecs","account":"1","time":)"
        R"("2026-11-01T10:00:00Z","region":"r","resources":{},"detail":{{}}}})",
        c.resources));
    ASSERT_TRUE(event) << event.error().message;
    const auto commit = commit_of(*event);
    ASSERT_EQ(commit.subject_events.size(), 1U);
    EXPECT_THAT(commit.subject_events[0].subject,
                testing::StartsWith(std::string{c.subject_prefix}));
    EXPECT_TRUE(commit.tasks.empty());
  }
}

TEST(Record, LeavesOtherSourcesAlone) {
  auto event = *parse_event(task_event("e1", 3, "2026-11-01T10:00:00Z"));
  event.source = "my.app";
  EXPECT_TRUE(commit_of(event).empty());
}

TEST(Record, KeepsATaskEventWithoutAReadableTask) {
  auto json = task_event("e1", 3, "2026-11-01T10:00:00Z", R"("x":1)", "");
  const auto commit = commit_of(*parse_event(json));
  EXPECT_EQ(commit.subject_events.size(), 1U);
  EXPECT_TRUE(commit.tasks.empty());
}

}  // namespace
}  // namespace epitaph::ledger
