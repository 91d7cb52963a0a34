#include "storage/rocksdb/queues.h"

#include <atomic>
#include <set>
#include <thread>

#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>

#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr QueueId kQueue{70};
constexpr QueueId kOtherQueue{71};

class QueuesTest : public StoreFixture {
 protected:
  static void add_item(Commit& commit, QueueId queue, std::int64_t due, std::string body,
                       std::string state = "new") {
    const BodyIndex index = commit.add_body(std::move(body));
    commit.new_queue_items.push_back({.queue = queue,
                                      .due = at(due),
                                      .enqueued_at = at(due - 5),
                                      .body = index,
                                      .state = std::move(state)});
  }
  void add(QueueId queue, std::int64_t due, std::string body) {
    Commit commit;
    add_item(commit, queue, due, std::move(body));
    this->commit(std::move(commit));
  }

  std::vector<QueueItem> items(QueueId queue, std::size_t limit = 1000, Timestamp until = kLatest) {
    auto read = store_->read_queue(queue, until, {}, limit);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : std::vector<QueueItem>{};
  }
  std::vector<std::string> bodies(QueueId queue) {
    std::vector<std::string> found;
    for (const QueueItem& item : items(queue)) found.push_back(item.body);
    return found;
  }

  static Commit remove(QueueId queue, const QueueItemId& item) {
    Commit commit;
    commit.queue_changes.push_back({.queue = queue, .item = item, .next = {}});
    return commit;
  }
  static Commit move(QueueId queue, const QueueItemId& item, std::int64_t due, std::string state) {
    Commit commit;
    commit.queue_changes.push_back(
        {.queue = queue,
         .item = item,
         .next = QueueItemChange::Next{.due = at(due), .state = std::move(state)}});
    return commit;
  }
  static Commit retire(QueueId queue) {
    Commit commit;
    commit.retired_queues.push_back(queue);
    return commit;
  }

  /// Rows of bodies and of their holders.
  std::size_t blocks_left() {
    store_.reset();
    std::size_t rows = 0;
    {
      const auto database = Database::open(options_);
      for (const Family family : {Family::kBodies, Family::kHolders}) {
        RangeWalk walk(**database, family, {});
        for (walk.seek_first(); walk.valid(); walk.next()) ++rows;
      }
    }
    open();
    return rows;
  }
};

TEST_F(QueuesTest, KeepItemsWithTheirStateThroughARestartAndAKill) {
  add(kQueue, 20, "b");
  add(kQueue, 10, "a");
  commit(move(kQueue, items(kQueue)[0].id, 30, "tried once"));
  for (const bool killed : {false, true}) {
    killed ? open_copy() : open();
    const auto found = items(kQueue);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].body, "b");
    EXPECT_EQ(found[1].body, "a");
    EXPECT_EQ(found[1].state, "tried once");
    EXPECT_EQ(found[1].id.due, at(30));
    EXPECT_EQ(found[1].enqueued_at, at(5));
  }
  add(kQueue, 20, "b2");
  EXPECT_THAT(bodies(kQueue), ElementsAre("b", "b2", "a")) << "numbers go on";
}

TEST_F(QueuesTest, GiveWhatIsDueAndCountTheRest) {
  for (const int due : {-10, 0, 10, 20}) add(kQueue, due, std::to_string(due));
  add(kOtherQueue, 0, "other");
  EXPECT_EQ(items(kQueue, 1000, at(10)).size(), 3U);
  EXPECT_EQ(items(kQueue, 2, at(10)).size(), 2U);
  EXPECT_EQ(items(kQueue, 1000, at(-11)).size(), 0U);
  EXPECT_EQ(items(kQueue, 0).size(), 0U);
  EXPECT_EQ(bodies(kQueue).size(), 4U);
  const auto counts = store_->count_queue(kQueue, at(0));
  EXPECT_EQ(counts->due, 2U);
  EXPECT_EQ(counts->waiting, 2U);
}

TEST_F(QueuesTest, RefuseAChangeOfWhatIsNotThere) {
  add(kQueue, 10, "a");
  const QueueItemId place = items(kQueue)[0].id;
  struct Row {
    std::string_view name;
    Commit commit;
  };
  Commit twice = remove(kQueue, place);
  twice.queue_changes.push_back(twice.queue_changes.front());
  const Row rows[] = {
      {"another queue", remove(kOtherQueue, place)},
      {"another time", remove(kQueue, {.due = at(11), .number = place.number})},
      {"another number", remove(kQueue, {.due = at(10), .number = place.number + 1})},
      {"twice in one commit", twice},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto done = store_->commit(row.commit);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::kConflict);
    EXPECT_THAT(bodies(kQueue), ElementsAre("a"));
  }
  commit(move(kQueue, place, 10, "same time, other state"));
  commit(move(kQueue, place, 20, "later"));
  EXPECT_FALSE(store_->commit(remove(kQueue, place)));
  commit(remove(kQueue, {.due = at(20), .number = place.number}));
  EXPECT_THAT(bodies(kQueue), IsEmpty());
}

TEST_F(QueuesTest, LetOneOfManyHaveAnItem) {
  for (int i = 0; i < 100; ++i) add(kQueue, i, std::to_string(i));
  const auto all = items(kQueue);
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (const QueueItem& item : all) {
        if (store_->commit(remove(kQueue, item.id))) ++won;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 100);
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(QueuesTest, FreeABodyWithTheLastItemThatHoldsIt) {
  Commit both;
  add_item(both, kQueue, 10, "shared");
  both.new_queue_items.push_back(both.new_queue_items.front());
  both.new_queue_items.back().queue = kOtherQueue;
  both.new_queue_items.push_back(both.new_queue_items.front());
  commit(both);
  EXPECT_EQ(store_->stats().body_bytes, 6U) << "kept once";
  for (const QueueItem& item : items(kQueue)) commit(remove(kQueue, item.id));
  EXPECT_EQ(blocks_left(), 2U) << "the other queue holds it";
  EXPECT_THAT(bodies(kOtherQueue), ElementsAre("shared"));
  commit(remove(kOtherQueue, items(kOtherQueue)[0].id));
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(QueuesTest, FreeABodyWhoseHoldersLetGoInOneCommit) {
  Commit both;
  add_item(both, kQueue, 10, "shared");
  both.new_queue_items.push_back(both.new_queue_items.front());
  both.new_queue_items.back().queue = kOtherQueue;
  commit(both);
  Commit gone = remove(kQueue, items(kQueue)[0].id);
  gone.queue_changes.push_back(
      {.queue = kOtherQueue, .item = items(kOtherQueue)[0].id, .next = {}});
  commit(std::move(gone));
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(QueuesTest, ShareBodiesWithLogGroupsWhoseRetentionLeavesThemAlone) {
  Commit both = event(kGroup, "s", 10, "shared");
  both.new_queue_items.push_back(
      {.queue = kQueue, .due = at(10), .enqueued_at = at(10), .body = BodyIndex{0}, .state = ""});
  commit(both);
  const Expiry all{.group = kGroup, .before = kLatest};
  EXPECT_EQ(store_->sweep({&all, 1})->bodies_freed_bytes, 0U);
  EXPECT_THAT(bodies(kQueue), ElementsAre("shared"));
  commit(remove(kQueue, items(kQueue)[0].id));
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(QueuesTest, VanishWhenRetiredAndTheirBodiesWithTheNextSweep) {
  add(kQueue, 10, "gone");
  add(kOtherQueue, 10, "kept");
  const QueueItemId place = items(kQueue)[0].id;
  Commit last = retire(kQueue);
  add_item(last, kQueue, 5, "of the very commit");
  commit(std::move(last));
  EXPECT_THAT(bodies(kQueue), IsEmpty());
  add(kQueue, 11, "late");
  EXPECT_THAT(bodies(kQueue), IsEmpty());
  EXPECT_FALSE(store_->commit(remove(kQueue, place)));
  open();
  add(kQueue, 11, "late");
  EXPECT_THAT(bodies(kQueue), IsEmpty());
  EXPECT_GT(store_->sweep({})->bodies_freed_bytes, 0U);
  EXPECT_THAT(bodies(kOtherQueue), ElementsAre("kept"));
  EXPECT_EQ(blocks_left(), 2U);
}

TEST_F(QueuesTest, ThatAreFilledAndEmptiedAtOnceLoseNothing) {
  constexpr int kItems = 400;
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      // Times that come again and again below the head that readers have seen.
      for (int i = 0; i < kItems; ++i) add(kQueue, (i * 7 + t) % 50, std::to_string(i));
    });
  }
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (taken < 2 * kItems) {
        for (const QueueItem& item : items(kQueue, 3)) {
          if (store_->commit(remove(kQueue, item.id))) ++taken;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(bodies(kQueue), IsEmpty());
  EXPECT_EQ(blocks_left(), 0U);
}

/// Without a remembered head the last read steps over a hundred thousand deleted rows.
TEST_F(QueuesTest, ReadWithoutSteppingOverTheHundredThousandItemsThatWere) {
  constexpr int kRounds = 100, kBatch = 1000;
  add(kQueue, 0, "first");
  for (int round = 0; round < kRounds; ++round) {
    Commit fill, empty;
    for (int i = 0; i < kBatch; ++i) add_item(fill, kQueue, round, "x");
    commit(std::move(fill));
    const auto all = items(kQueue, kBatch);
    for (const QueueItem& item : all) {
      empty.queue_changes.push_back({.queue = kQueue, .item = item.id, .next = {}});
    }
    commit(std::move(empty));
  }
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  rocksdb::get_perf_context()->Reset();
  EXPECT_EQ(items(kQueue, 10).size(), 1U);
  EXPECT_LT(rocksdb::get_perf_context()->internal_delete_skipped_count, 2 * kBatch);
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable);
}

}  // namespace
}  // namespace epitaph::storage::rocks
