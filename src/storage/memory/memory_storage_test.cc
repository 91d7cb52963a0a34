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

TEST(MemoryStorage, GivesARevisionToDocumentsAlone) {
  MemoryStorage store;
  EXPECT_EQ(*store.commit({}), 0U);
  Commit commit;
  commit.documents.push_back({{"rule", {"1", "r"}, "x"}, "text", {}});
  EXPECT_EQ(*store.commit(commit), 1U);
  EXPECT_EQ(*store.commit({}), 0U);
  EXPECT_EQ(*store.commit(commit), 2U);
}

TEST(MemoryStorage, ListsStreamsBehindOneThatWasDeleted) {
  MemoryStorage store;
  for (const std::string name : {"a", "b", "c", "d"}) append(store, name, 5, "x");
  ASSERT_TRUE(*store.delete_stream(kGroup, "b"));
  const auto names = [&](bool descending) {
    std::vector<std::string> found;
    const auto streams =
        store.list_streams({.group = kGroup, .descending = descending, .after = "b"});
    for (const auto& info : *streams) found.push_back(info.name);
    return found;
  };
  EXPECT_THAT(names(false), ElementsAre("c", "d"));
  EXPECT_THAT(names(true), ElementsAre("a"));
}

}  // namespace
}  // namespace epitaph::storage
