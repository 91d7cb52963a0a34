#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Texts = std::vector<std::string>;

class LogEvents : public StoreFixture {};

TEST_F(LogEvents, StandInOrderOfTimeThenOrderThenHash) {
  commit(event(kGroup, "s", 20, "b2", Identity{.order = 2, .hash = 1}));
  commit(event(kGroup, "s", 20, "b1h9", Identity{.order = 1, .hash = 9}));
  commit(event(kGroup, "s", 20, "b1h1", Identity{.order = 1, .hash = 1}));
  commit(event(kGroup, "s", -10, "a", Identity{}));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), ElementsAre("a", "b1h1", "b1h9", "b2"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s", .newest_first = true}),
              ElementsAre("b2", "b1h9", "b1h1", "a"));
}

TEST_F(LogEvents, WithoutIdentityStandInOrderOfArrivalAndStayApart) {
  Commit twice;
  const BodyIndex body = add_event(twice, kGroup, "s", 20, "one text");
  twice.log_events.push_back(twice.log_events.front());
  twice.log_events.back().body = body;
  commit(twice);
  commit(event(kGroup, "s", 20, "second"));
  open();
  commit(event(kGroup, "s", 20, "third"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}),
              ElementsAre("one text", "one text", "second", "third"));
}

TEST_F(LogEvents, ARepeatLandsOnTheRowOfTheFirst) {
  for (int i = 0; i < 3; ++i) {
    commit(event(kGroup, "s", 20, "same", Identity{.order = 1, .hash = 2}));
  }
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), ElementsAre("same"));
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("same"));
}

TEST_F(LogEvents, AreFoundWithinTheirBounds) {
  for (const int time : {10, 20, 30}) commit(event(kGroup, "s", time, std::to_string(time)));
  commit(event(kGroup, "t", 20, "t20"));
  commit(event(kOtherGroup, "s", 20, "other"));
  struct Row {
    std::string_view name;
    LogScan scan;
    Texts ascending;
  };
  const Row rows[] = {
      {"all of a stream", {.group = kGroup, .stream = "s"}, {"10", "20", "30"}},
      {"all of a group", {.group = kGroup}, {"10", "20", "t20", "30"}},
      {"from is inclusive", {.group = kGroup, .stream = "s", .from = at(20)}, {"20", "30"}},
      {"until is exclusive", {.group = kGroup, .stream = "s", .until = at(20)}, {"10"}},
      {"group by time", {.group = kGroup, .from = at(20), .until = at(21)}, {"20", "t20"}},
      {"nothing between", {.group = kGroup, .stream = "s", .from = at(11), .until = at(20)}, {}},
      {"bounds the wrong way", {.group = kGroup, .from = at(30), .until = at(10)}, {}},
      {"no such stream", {.group = kGroup, .stream = "u"}, {}},
      {"no such group", {.group = LogGroupId{99}}, {}},
      {"the last group", {.group = LogGroupId{~0ULL}}, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(messages(row.scan), row.ascending);
    LogScan back = row.scan;
    back.newest_first = true;
    EXPECT_EQ(messages(back), Texts(row.ascending.rbegin(), row.ascending.rend()));
  }
}

TEST_F(LogEvents, AtTheEndsOfTimeAreFound) {
  commit(event(kGroup, "s", kEarliest.time_since_epoch().count(), "first"));
  commit(event(kGroup, "s", kLatest.time_since_epoch().count() - 10, "last"));
  EXPECT_THAT(messages({.group = kGroup, .stream = "s"}), ElementsAre("first", "last"));
  EXPECT_THAT(messages({.group = kGroup, .newest_first = true}), ElementsAre("last", "first"));
}

TEST_F(LogEvents, OfStreamsWhoseNamesBeginAlikeStayApart) {
  const std::string with_nul("s\0", 2);
  const std::string odd("s\0\x01z", 4);
  for (const auto& stream : {std::string("s"), std::string("s/a"), std::string("sa"), with_nul, odd,
                             std::string("s\xff")}) {
    commit(event(kGroup, stream, 20, stream));
  }
  for (const auto& stream : {std::string("s"), std::string("sa"), with_nul, odd}) {
    EXPECT_THAT(messages({.group = kGroup, .stream = stream}), ElementsAre(stream));
  }
}

TEST_F(LogEvents, GoOnBehindTheOneNamedInEitherDirection) {
  for (int i = 0; i < 9; ++i) {
    commit(event(kGroup, i % 2 == 0 ? "s" : "t", 20 + i / 4, std::to_string(i),
                 Identity{.order = 1, .hash = static_cast<std::uint64_t>(i)}));
  }
  for (const bool whole_group : {true, false}) {
    for (const bool newest_first : {false, true}) {
      LogScan scan{.group = kGroup, .newest_first = newest_first};
      if (!whole_group) scan.stream = "s";
      const Texts all = messages(scan);
      Texts paged;
      for (;;) {
        const auto next = store_->scan_log_events(scan)->next();
        ASSERT_TRUE(next);
        if (*next == nullptr) break;
        const auto cursor = store_->scan_log_events(scan);
        const auto view = cursor->next();
        ASSERT_TRUE(view && *view != nullptr);
        paged.emplace_back((*view)->message);
        scan.after = (*view)->id;
      }
      EXPECT_EQ(paged, all);
    }
  }
}

TEST_F(LogEvents, ShowTheMomentAtWhichTheCursorWasOpened) {
  commit(event(kGroup, "s", 10, "before"));
  const auto cursor = store_->scan_log_events({.group = kGroup, .stream = "s"});
  commit(event(kGroup, "s", 20, "after"));
  ASSERT_TRUE(store_->delete_stream(kGroup, "s"));
  const auto first = cursor->next();
  ASSERT_TRUE(first && *first != nullptr);
  EXPECT_EQ((*first)->message, "before");
  EXPECT_EQ((*first)->stream, "s");
  EXPECT_EQ((*first)->id.time, at(10));
  EXPECT_EQ((*first)->ingested_at, at(15));
  const auto end = cursor->next();
  ASSERT_TRUE(end);
  EXPECT_EQ(*end, nullptr);
  EXPECT_EQ(*cursor->next(), nullptr) << "the end stays the end";
}

TEST_F(LogEvents, OfManyBlocksComeWithTheirOwnBodies) {
  options_.body_cache_bytes = 1;  // every block is forgotten at once
  open();
  Commit many;
  Texts wanted;
  for (int i = 0; i < 300; ++i) {
    wanted.push_back(std::string(static_cast<std::size_t>(i) * 20, 'x') + std::to_string(i));
    add_event(many, kGroup, "s", i, wanted.back());
  }
  commit(many);
  EXPECT_EQ(messages({.group = kGroup}), wanted);
  open();
  EXPECT_EQ(messages({.group = kGroup, .stream = "s"}), wanted);
}

TEST_F(LogEvents, AreKeptOncePerBody) {
  Commit shared;
  const BodyIndex body = shared.add_body(std::string(100'000, 'x'));
  for (const LogGroupId group : {kGroup, kOtherGroup}) {
    shared.log_events.push_back(
        {.group = group, .stream = "s", .time = at(1), .ingested_at = at(2), .body = body});
  }
  shared.subject_events.push_back({.subject = "arn", .version = 1, .time = at(1), .body = body});
  (void)shared.add_body("held by nobody");
  commit(shared);
  EXPECT_EQ(store_->stats().body_bytes, 100'000U);
}

TEST_F(LogEvents, ThatLieInNoStoreAreNone) {
  EXPECT_THAT(messages({.group = kGroup}), IsEmpty());
  EXPECT_THAT(messages({.group = kGroup, .newest_first = true}), IsEmpty());
}

}  // namespace
}  // namespace epitaph::storage::rocks
