#include "storage/memory/memory_storage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::storage {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

constexpr LogGroupId kGroup{7};

Timestamp at(std::int64_t ms) { return Timestamp{milliseconds{ms}}; }

void append(Storage& store, std::string stream, std::int64_t ms, std::string message,
            std::optional<Identity> identity = {}) {
  Commit commit;
  const auto body = commit.add_body(std::move(message));
  commit.log_events.push_back({kGroup, std::move(stream), at(ms), at(1000), body, identity});
  ASSERT_TRUE(store.commit(std::move(commit)));
}

std::vector<std::string> messages(Storage& store, LogScan scan) {
  std::vector<std::string> all;
  const auto cursor = store.scan_log_events(std::move(scan));
  while (const auto* event = *cursor->next()) all.emplace_back(event->message);
  return all;
}

TEST(MemoryStorage, KeepsAnAppendForEachArrivalAndOneForEachIdentity) {
  MemoryStorage store;
  append(store, "s", 5, "b");
  append(store, "s", 5, "a");
  append(store, "s", 4, "same", Identity{1, 1});
  append(store, "s", 4, "same", Identity{1, 1});
  EXPECT_THAT(messages(store, {.group = kGroup}), ElementsAre("same", "b", "a"));
  EXPECT_THAT(messages(store, {.group = kGroup, .from = at(5), .newest_first = true}),
              ElementsAre("a", "b"));
}

TEST(MemoryStorage, RefusesADocumentThatHasChanged) {
  MemoryStorage store;
  const DocumentKey key{"rule", {"1", "r"}, "x"};
  const auto put = [&](std::string text, std::optional<Revision> expected) {
    Commit commit;
    commit.documents.push_back({key, std::move(text), expected});
    return store.commit(std::move(commit));
  };
  const auto first = put("one", 0);
  ASSERT_TRUE(first);
  EXPECT_EQ(put("two", 0).error().kind, ErrorKind::kConflict);
  EXPECT_TRUE(put("two", *first));
  EXPECT_EQ((*store.read_document(key))->text, "two");
}

TEST(MemoryStorage, ListsTasksNewestFirst) {
  MemoryStorage store;
  Commit commit;
  for (const auto& [arn, ms] :
       std::vector<std::pair<std::string, int>>{{"t/a", 1}, {"t/b", 3}, {"t/c", 3}}) {
    commit.tasks.push_back({arn, TaskList::kStopped, at(ms)});
  }
  ASSERT_TRUE(store.commit(std::move(commit)));
  const auto cursor = store.scan_tasks({.after = TaskEntry{"t/b", at(3)}});
  EXPECT_EQ((*cursor->next())->arn, "t/c");
  EXPECT_EQ((*cursor->next())->arn, "t/a");
  EXPECT_FALSE(*cursor->next());
  EXPECT_THAT(*store.find_tasks("b", 10), ElementsAre("t/b"));
}

}  // namespace
}  // namespace epitaph::storage
