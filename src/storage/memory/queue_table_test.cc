#include "storage/memory/queue_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/memory/memory_storage.h"

namespace epitaph::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr QueueId kQueue{7}, kOther{8};

Timestamp after_1970(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

class Queues : public testing::Test {
 protected:
  void add(QueueId queue, std::int64_t due, std::string body, std::string state = "new") {
    Commit commit;
    const BodyIndex index = commit.add_body(std::move(body));
    commit.new_queue_items.push_back(
        {queue, after_1970(due), after_1970(1), index, std::move(state)});
    ASSERT_TRUE(store_.commit(std::move(commit)));
  }
  /// `BODY STATE DUE` for each item.
  std::vector<std::string> read(QueueId queue, std::int64_t until = 1000) {
    std::vector<std::string> lines;
    const auto items = store_.read_queue(queue, after_1970(until), {}, 100);
    for (const auto& item : *items) {
      lines.push_back(item.body + " " + item.state + " " +
                      std::to_string(item.id.due.time_since_epoch().count()));
    }
    return lines;
  }
  QueueItemId first(QueueId queue) { return store_.read_queue(queue, kLatest, {}, 1)->at(0).id; }
  Result<Revision> change(QueueId queue, QueueItemId item,
                          std::optional<QueueItemChange::Next> next = {}) {
    Commit commit;
    commit.queue_changes.push_back({queue, item, std::move(next)});
    return store_.commit(std::move(commit));
  }

  MemoryStorage store_;
};

TEST_F(Queues, GiveWhatIsDueByTimeThenByArrival) {
  add(kQueue, 20, "b");
  add(kQueue, 10, "a1");
  add(kQueue, 10, "a2");
  add(kQueue, 30, "c");
  add(kOther, 1, "other");
  EXPECT_THAT(read(kQueue, 20), ElementsAre("a1 new 10", "a2 new 10", "b new 20"));
  const auto behind = store_.read_queue(kQueue, after_1970(20), first(kQueue), 1);
  EXPECT_EQ(behind->at(0).body, "a2");
  const auto counts = store_.count_queue(kQueue, after_1970(10));
  EXPECT_EQ(counts->due, 2U);
  EXPECT_EQ(counts->waiting, 2U);
}

TEST_F(Queues, MoveAnItemOnceFromItsPlace) {
  add(kQueue, 10, "a");
  const QueueItemId place = first(kQueue);
  ASSERT_TRUE(change(kQueue, place, QueueItemChange::Next{after_1970(50), "tried"}));
  EXPECT_EQ(change(kQueue, place).error().kind, ErrorKind::kConflict);
  EXPECT_EQ(change(kOther, first(kQueue)).error().kind, ErrorKind::kConflict);
  EXPECT_THAT(read(kQueue), ElementsAre("a tried 50"));
  EXPECT_EQ(first(kQueue).number, place.number);
  ASSERT_TRUE(change(kQueue, first(kQueue)));
  EXPECT_THAT(read(kQueue), IsEmpty());
}

TEST_F(Queues, HoldTheChangesOfOneCommitInTheirOrder) {
  add(kQueue, 10, "a");
  const QueueItemId place = first(kQueue);
  const QueueItemId moved{after_1970(20), place.number};
  Commit commit;
  commit.queue_changes = {{kQueue, place, QueueItemChange::Next{after_1970(20), "one"}},
                          {kQueue, moved, QueueItemChange::Next{after_1970(20), "two"}}};
  ASSERT_TRUE(store_.commit(commit));
  EXPECT_THAT(read(kQueue), ElementsAre("a two 20"));
  commit.queue_changes = {{kQueue, moved, {}}, {kQueue, moved, {}}};
  EXPECT_EQ(store_.commit(commit).error().kind, ErrorKind::kConflict);
  EXPECT_THAT(read(kQueue), ElementsAre("a two 20"));
}

TEST_F(Queues, VanishWhenRetired) {
  add(kQueue, 10, "a");
  add(kOther, 10, "b");
  Commit commit;
  commit.retired_queues.push_back(kQueue);
  ASSERT_TRUE(store_.commit(std::move(commit)));
  EXPECT_THAT(read(kQueue), IsEmpty());
  EXPECT_THAT(read(kOther), ElementsAre("b new 10"));
}

}  // namespace
}  // namespace epitaph::storage
