#include "storage/rocksdb/upkeep.h"

#include <atomic>
#include <thread>

#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UpkeepTest : public StoreFixture {
 protected:
  SweepReport sweep(std::vector<Expiry> expired = {}) {
    const auto report = store_->sweep(expired);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : SweepReport{};
  }

  void retire(LogGroupId group) {
    Commit commit;
    commit.retired_groups.push_back(group);
    this->commit(std::move(commit));
  }

  std::uint64_t stored() const { return store_->stats().stored_bytes; }

  /// Rows left in the families of bodies and their holders.
  std::size_t blocks_left() {
    store_.reset();
    const auto database = Database::open(options_);
    std::size_t rows = 0;
    for (const Family family : {Family::kBodies, Family::kHolders}) {
      RangeWalk walk(**database, family, {});
      for (walk.seek_first(); walk.valid(); walk.next()) ++rows;
    }
    return rows;
  }
};

TEST_F(UpkeepTest, DropsEventsBeforeTheCutoffAndFreesTheirBodies) {
  for (const int time : {10, 20, 30}) {
    commit(event(kGroup, "s", time, std::to_string(time)));
    commit(event(kOtherGroup, "s", time, "other"));
  }
  const SweepReport report = sweep({{.group = kGroup, .before = at(20)}});
  EXPECT_EQ(report.events_dropped, 1U);
  EXPECT_GT(report.bodies_freed_bytes, 0U);
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("20", "30"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), ElementsAre("20", "30"));
  EXPECT_THAT(messages({.group = kOtherGroup}), testing::SizeIs(3));
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 4U);

  const SweepReport again = sweep({{.group = kGroup, .before = at(20)}});
  EXPECT_EQ(again.events_dropped, 0U);
  EXPECT_EQ(again.bodies_freed_bytes, 0U);

  EXPECT_EQ(sweep({{.group = kGroup, .before = kLatest}}).events_dropped, 2U);
  EXPECT_TRUE(*store_->read_stream(kGroup, "s", kEarliest)) << "AWS keeps empty streams";
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 0U);
  EXPECT_EQ(sweep({{.group = kOtherGroup, .before = kLatest}}).events_dropped, 3U);
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(UpkeepTest, KeepsWhatTheLedgerHolds) {
  Commit both = event(kGroup, "s", 10, "evidence");
  both.subject_events.push_back(
      {.subject = "arn:a", .version = 1, .time = at(10), .hash = 1, .body = BodyIndex{0}});
  add_event(both, kGroup, "s", 11, "no evidence");
  commit(both);
  const SweepReport report = sweep({{.group = kGroup, .before = kLatest}});
  EXPECT_EQ(report.events_dropped, 2U);
  EXPECT_GT(report.bodies_freed_bytes, 0U) << "they do not share a block";
  EXPECT_LT(report.bodies_freed_bytes, stored());
  open();
  EXPECT_THAT(*store_->read_subject("arn:a"), ElementsAre("evidence"));
}

TEST_F(UpkeepTest, FreesASharedBodyWithItsLastHolder) {
  Commit shared = event(kGroup, "s", 10, "x");
  shared.log_events.push_back(shared.log_events.front());
  shared.log_events.back().group = kOtherGroup;
  commit(shared);
  EXPECT_EQ(sweep({{.group = kGroup, .before = kLatest}}).bodies_freed_bytes, 0U);
  EXPECT_THAT(messages({.group = kOtherGroup}), ElementsAre("x"));
  EXPECT_EQ(sweep({{.group = kOtherGroup, .before = kLatest}}).bodies_freed_bytes, stored());
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(UpkeepTest, FreesWhatRepeatsLeftBehind) {
  for (int i = 0; i < 3; ++i) {
    commit(event(kGroup, "s", 10, "same", Identity{.order = 1, .hash = 1}));
  }
  const SweepReport report = sweep({{.group = kGroup, .before = at(11)}});
  EXPECT_EQ(report.events_dropped, 1U);
  EXPECT_EQ(report.bodies_freed_bytes, stored());
  EXPECT_EQ(blocks_left(), 0U);
  open();
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 8U) << "until the hour has passed";
  commit(event(kGroup, "s", 10, "same", Identity{.order = 1, .hash = 1}));
  sweep({{.group = kGroup, .before = at(3'600'000)}});
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 0U);
}

TEST_F(UpkeepTest, TakesManyStepsWhenThereIsMuch) {
  for (int i = 0; i < 5; ++i) {
    Commit many;
    for (int k = 0; k < 500; ++k) add_event(many, kGroup, i % 2 == 0 ? "s" : "t", k, "x");
    commit(std::move(many));
  }
  const SweepReport report = sweep({{.group = kGroup, .before = at(499)}});
  EXPECT_EQ(report.events_dropped, 5U * 499);
  EXPECT_EQ(messages({.group = kGroup}).size(), 5U);
  EXPECT_TRUE(*store_->delete_stream(kGroup, "s"));
  EXPECT_TRUE(*store_->delete_stream(kGroup, "t"));
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(UpkeepTest, DeletesAStreamWithAllThatIsItsOwn) {
  for (int i = 0; i < 3; ++i) {
    Commit many;
    for (int k = 0; k < 700; ++k) add_event(many, kGroup, "s", k, "x");
    commit(std::move(many));
  }
  commit(event(kGroup, "t", 5, "kept"));
  EXPECT_FALSE(*store_->delete_stream(kGroup, "u"));
  EXPECT_FALSE(*store_->delete_stream(kOtherGroup, "s"));
  EXPECT_TRUE(*store_->delete_stream(kGroup, "s"));
  EXPECT_FALSE(*store_->delete_stream(kGroup, "s"));
  EXPECT_EQ(*store_->read_stream(kGroup, "s", kEarliest), std::nullopt);
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("kept"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), IsEmpty());
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 4U);
  commit(event(kGroup, "s", 1, "anew"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), ElementsAre("anew"));
  EXPECT_EQ(blocks_left(), 4U) << "a block and a holding for each of the two bodies";
}

TEST_F(UpkeepTest, RetiredGroupsVanishAtOnceAndTheirBodiesWithTheNextSweep) {
  commit(event(kGroup, "s", 10, "gone"));
  commit(event(kOtherGroup, "s", 10, "kept"));
  retire(kGroup);
  EXPECT_THAT(messages({.group = kGroup}), IsEmpty());
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), IsEmpty());
  EXPECT_THAT(*store_->list_streams({.group = kGroup}), IsEmpty());
  open();
  EXPECT_GT(sweep().bodies_freed_bytes, 0U);
  EXPECT_EQ(sweep().bodies_freed_bytes, 0U);
  EXPECT_EQ(*store_->group_bytes(kGroup, kEarliest), 0U);
  EXPECT_THAT(messages({.group = kOtherGroup}), ElementsAre("kept"));
}

TEST_F(UpkeepTest, RowsForARetiredGroupThatComeLateAreLeftOut) {
  retire(kGroup);
  for (const bool reopened : {false, true}) {
    if (reopened) open();
    Commit late = event(kGroup, "s", 10, "late");
    late.new_streams.push_back({.group = kGroup, .stream = "t", .created_at = at(1)});
    late.subject_events.push_back(
        {.subject = "arn:a", .version = 1, .time = at(10), .hash = 1, .body = BodyIndex{0}});
    commit(std::move(late));
    EXPECT_THAT(messages({.group = kGroup}), IsEmpty());
    EXPECT_THAT(*store_->list_streams({.group = kGroup}), IsEmpty());
    EXPECT_THAT(*store_->read_subject("arn:a"), ElementsAre("late"));
    sweep();
  }
  clock_.advance(std::chrono::hours(1));
  sweep();
  // A group's number is never given twice; here it only shows that nothing is remembered for ever.
  commit(event(kGroup, "s", 10, "forgotten"));
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("forgotten"));
}

TEST_F(UpkeepTest, OneCommitMayRetireWhatAnotherOfItsWriteFills) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 50; ++i) {
        const LogGroupId group{100 + static_cast<std::uint64_t>(i)};
        if (t == 0) {
          retire(group);
        } else {
          commit(event(group, "s", i, "x"));
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  sweep();
  for (std::uint64_t group = 100; group < 150; ++group) {
    EXPECT_THAT(messages({.group = LogGroupId{group}}), IsEmpty());
    EXPECT_THAT(*store_->list_streams({.group = LogGroupId{group}}), IsEmpty());
  }
  EXPECT_EQ(blocks_left(), 0U);
}

TEST_F(UpkeepTest, DisturbsNeitherReadersNorWriters) {
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      const std::string stream = std::to_string(t);
      for (int i = 0; i < 150; ++i) {
        // Repeats of what a sweep is just dropping, and events that stay.
        commit(event(kGroup, stream, i % 10, "old", Identity{.order = 1, .hash = 1}));
        commit(event(kGroup, stream, 1000 + i, "kept"));
      }
      done = true;
    });
  }
  threads.emplace_back([&] {
    while (!done) {
      sweep({{.group = kGroup, .before = at(500)}});
      EXPECT_TRUE(store_->delete_stream(kGroup, "nobody's"));
    }
  });
  threads.emplace_back([&] {
    while (!done) (void)messages({.group = kGroup});
  });
  for (auto& thread : threads) thread.join();
  sweep({{.group = kGroup, .before = at(500)}});
  EXPECT_EQ(messages({.group = kGroup}).size(), 300U);
  EXPECT_EQ(sweep({{.group = kGroup, .before = kLatest}}).events_dropped, 300U);
  EXPECT_EQ(blocks_left(), 0U);
}

}  // namespace
}  // namespace epitaph::storage::rocks
