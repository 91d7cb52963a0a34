#include "ledger/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/test_events.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::ledger {
namespace {

constexpr std::string_view kArn = "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c";

storage::Commit commit_of(const Event& event) {
  storage::Commit commit;
  storage::MemoryStorage store;
  KnownDefinitions definitions{store};
  EXPECT_TRUE(record(event, commit.add_body(event.json), commit, definitions));
  return commit;
}

TEST(Record, FilesATaskEventUnderItsTaskWithARow) {
  const auto commit = commit_of(*parse_event(task_event("e1", 3, "2026-11-01T10:00:00Z")));
  ASSERT_EQ(commit.subject_events.size(), 1U);
  const auto& event = commit.subject_events[0];
  EXPECT_EQ(event.subject, kArn);
  EXPECT_EQ(event.detail_type, "ECS Task State Change");
  ASSERT_EQ(commit.task_rows.size(), 1U);
  const auto& row = commit.task_rows[0];
  EXPECT_EQ(row.arn, kArn);
  EXPECT_EQ(row.place, (storage::TaskEventPlace{3, event.time, event.hash}));
  EXPECT_EQ(event.version, 3U);
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
    EXPECT_TRUE(commit.task_rows.empty());
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
  EXPECT_TRUE(commit.task_rows.empty());
}

}  // namespace
}  // namespace epitaph::ledger
