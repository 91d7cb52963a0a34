#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using Names = std::vector<std::string>;

class Streams : public StoreFixture {
 protected:
  void make(std::string stream) {
    Commit commit;
    commit.new_streams.push_back(
        {.group = kGroup, .stream = std::move(stream), .created_at = at(500)});
    this->commit(std::move(commit));
  }

  Names names(const LogStreamScan& scan) {
    const auto listed = store_->list_streams(scan);
    EXPECT_TRUE(listed) << listed.error().message;
    Names found;
    for (const auto& info : *listed) found.push_back(info.name);
    return found;
  }

  /// All pages of a scan, `limit` streams each.
  Names pages(LogStreamScan scan, std::size_t limit) {
    scan.limit = limit;
    Names all;
    for (Names page = names(scan); !page.empty(); page = names(scan)) {
      EXPECT_LE(page.size(), limit);
      all.insert(all.end(), page.begin(), page.end());
      scan.after = page.back();
    }
    return all;
  }

  /// Streams whose last events are not in the order of their names, some without any event.
  void fill() {
    for (const char* empty : {"none-b", "none-a"}) make(empty);
    for (const auto& [stream, time] : {std::pair{"c", 10}, {"a", 20}, {"d", 30}, {"b", 40}}) {
      for (const int before : {9, 5, 0}) {
        commit(event(kGroup, stream, time - before, "x", Identity{.order = 1, .hash = 1}));
      }
    }
    commit(event(kOtherGroup, "other", 99, "x"));
  }
};

TEST_F(Streams, TellWhatTheirEventsSay) {
  make("s");
  const auto read = [&](Timestamp not_before) {
    return *store_->read_stream(kGroup, "s", not_before);
  };
  const auto fresh = read(kEarliest);
  ASSERT_TRUE(fresh);
  EXPECT_EQ(fresh->created_at, at(500));
  EXPECT_EQ(fresh->first_event, std::nullopt);
  EXPECT_EQ(fresh->last_event, std::nullopt);
  EXPECT_EQ(fresh->last_ingestion, std::nullopt);

  for (const int time : {600, 400, 700}) commit(event(kGroup, "s", time, "x"));
  const auto all = read(kEarliest);
  EXPECT_EQ(all->created_at, at(405)) << "an event was taken in before";
  EXPECT_EQ(all->first_event, at(400));
  EXPECT_EQ(all->last_event, at(700));
  EXPECT_EQ(all->last_ingestion, at(705));
  EXPECT_EQ(read(at(401))->first_event, at(600));
  EXPECT_EQ(read(at(700))->first_event, at(700));
  EXPECT_EQ(read(at(701))->first_event, std::nullopt);
  EXPECT_EQ(read(at(701))->last_ingestion, at(705));
  EXPECT_EQ(*store_->read_stream(kGroup, "t", kEarliest), std::nullopt);
  EXPECT_EQ(*store_->read_stream(kOtherGroup, "s", kEarliest), std::nullopt);
}

TEST_F(Streams, AreListedInTheOrderAskedFor) {
  fill();
  struct Row {
    std::string_view name;
    LogStreamScan scan;
    Names listed;
  };
  const Row rows[] = {
      {"by name", {.group = kGroup}, {"a", "b", "c", "d", "none-a", "none-b"}},
      {"by name, descending",
       {.group = kGroup, .descending = true},
       {"none-b", "none-a", "d", "c", "b", "a"}},
      {"with a prefix", {.group = kGroup, .prefix = "none"}, {"none-a", "none-b"}},
      {"with a prefix, descending",
       {.group = kGroup, .prefix = "none", .descending = true},
       {"none-b", "none-a"}},
      {"by last event, descending",
       {.group = kGroup, .by_last_event = true, .descending = true},
       {"b", "d", "a", "c", "none-b", "none-a"}},
      {"by last event",
       {.group = kGroup, .by_last_event = true},
       {"none-a", "none-b", "c", "a", "d", "b"}},
      {"past retention are as if empty",
       {.group = kGroup, .by_last_event = true, .descending = true, .not_before = at(25)},
       {"b", "d", "none-b", "none-a", "c", "a"}},
      {"of no group", {.group = LogGroupId{99}}, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(names(row.scan), row.listed);
    for (const std::size_t limit : {1, 2, 4}) EXPECT_EQ(pages(row.scan, limit), row.listed);
  }
}

TEST_F(Streams, GoOnBehindAStreamThatWasDeletedMeanwhile) {
  fill();
  ASSERT_TRUE(*store_->delete_stream(kGroup, "b"));
  EXPECT_THAT(names({.group = kGroup, .limit = 2, .after = "b"}), ElementsAre("c", "d"));
  EXPECT_THAT(names({.group = kGroup, .descending = true, .limit = 2, .after = "b"}),
              ElementsAre("a"));
}

TEST_F(Streams, ThatTalkMuchDoNotHideTheOthers) {
  make("quiet");
  for (const char* stream : {"old", "older"}) commit(event(kGroup, stream, 1, "x"));
  for (int i = 0; i < 6; ++i) {
    Commit many;
    const BodyIndex body = many.add_body("x");
    for (int k = 0; k < 10'000; ++k) {
      many.log_events.push_back({.group = kGroup,
                                 .stream = "busy",
                                 .time = at(1000 + i),
                                 .ingested_at = at(2000),
                                 .body = body,
                                 .identity = {}});
    }
    commit(std::move(many));
  }
  EXPECT_THAT(pages({.group = kGroup, .by_last_event = true, .descending = true}, 2),
              ElementsAre("busy", "older", "old", "quiet"));
}

TEST_F(Streams, OfAGroupAreCountedInBytesFromAMomentOn) {
  constexpr int kHour = 3'600'000;
  for (const int time : {-1, 0, kHour - 1, kHour, 5 * kHour}) {
    commit(event(kGroup, "s", time, "0123456789"));
  }
  struct Row {
    Timestamp not_before;
    std::uint64_t bytes;
  };
  const Row rows[] = {{kEarliest, 50},     {at(-1), 50},           {at(0), 40},
                      {at(1), 30},         {at(kHour), 20},        {at(kHour + 1), 10},
                      {at(5 * kHour), 10}, {at(5 * kHour + 1), 0}, {kLatest, 0}};
  for (const auto& row : rows) {
    EXPECT_EQ(*store_->group_bytes(kGroup, row.not_before), row.bytes)
        << row.not_before.time_since_epoch().count();
  }
  EXPECT_EQ(*store_->group_bytes(kOtherGroup, kEarliest), 0U);
}

}  // namespace
}  // namespace epitaph::storage::rocks
