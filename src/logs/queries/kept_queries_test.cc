#include "logs/queries/kept_queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class KeptQueriesTest : public testing::Test {
 protected:
  QueryRecord record(std::string id) const {
    return {.id = std::move(id),
            .scope = scope_,
            .groups = {"/app"},
            .text = "SOURCE …",
            .user = "arn:aws:iam::111122223333:root",
            .created_at = clock_.now(),
            .duration = milliseconds{12},
            .status = QueryStatus::kComplete,
            .statistics = {.records_matched = 1,
                           .records_scanned = 2,
                           .bytes_scanned = 3,
                           .log_groups_scanned = 4}};
  }
  static RowReader reader(const std::vector<std::string>& rows) {
    return [rows](std::size_t first, std::size_t count) {
      const auto from = rows.begin() + static_cast<std::ptrdiff_t>(std::min(first, rows.size()));
      const auto left = static_cast<std::size_t>(rows.end() - from);
      return std::vector(from, from + static_cast<std::ptrdiff_t>(std::min(count, left)));
    };
  }
  void keep(const std::string& id, const std::vector<std::string>& rows) {
    ASSERT_TRUE(kept_.keep(record(id), reader(rows)));
  }
  std::vector<std::string> rows(const std::string& id, const RowRange& range) const {
    return *kept_.rows(**kept_.find(scope_, id), range);
  }
  std::size_t parts_in_store() {
    return store_.list_documents("log-query-rows", std::nullopt)->size();
  }

  static constexpr std::size_t kAll = 1'000'000'000;
  const Scope scope_{"111122223333", "eu-west-1"};
  storage::MemoryStorage store_;
  ManualClock clock_{Timestamp{milliseconds{1'700'000'000'000}}};
  KeptQueries kept_{store_, clock_};
};

TEST_F(KeptQueriesTest, WhatIsKeptIsFoundAgainByAnybodyWithTheStore) {
  auto failed = record("b");
  failed.status = QueryStatus::kFailed;
  failed.failure = "too large";
  ASSERT_TRUE(kept_.keep(failed, reader({})));
  keep("a", {R"([1])", R"([2])"});

  const KeptQueries after_restart{store_, clock_};
  const auto found = *after_restart.find(scope_, "a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rows(), 2U);
  EXPECT_EQ(found->record.groups, record("a").groups);
  EXPECT_EQ(found->record.duration, milliseconds{12});
  EXPECT_EQ(found->record.statistics.bytes_scanned, 3U);
  EXPECT_EQ((*after_restart.find(scope_, "b"))->record.failure, "too large");
  EXPECT_THAT(*after_restart.list(scope_), SizeIs(2));
  EXPECT_FALSE(*after_restart.find({"999999999999", "eu-west-1"}, "a"));
}

TEST_F(KeptQueriesTest, RowsComeInRanges) {
  keep("a", {"0", "1", "2", "3"});
  EXPECT_THAT(rows("a", {.first = 1, .count = 2, .bytes_max = kAll}), ElementsAre("1", "2"));
  EXPECT_THAT(rows("a", {.first = 3, .count = 2, .bytes_max = kAll}), ElementsAre("3"));
  EXPECT_THAT(rows("a", {.first = 4, .count = 2, .bytes_max = kAll}), IsEmpty());
  EXPECT_THAT(rows("a", {.first = 0, .count = 0, .bytes_max = kAll}), IsEmpty());
  EXPECT_THAT(rows("a", {.first = 0, .count = 4, .bytes_max = 2}), ElementsAre("0", "1"));
  EXPECT_THAT(rows("a", {.first = 0, .count = 4, .bytes_max = 0}), ElementsAre("0"));
}

TEST_F(KeptQueriesTest, AResultOfManyPartsIsOne) {
  std::vector<std::string> all;
  for (int i = 0; i < 10; ++i) {
    all.push_back(std::to_string(i) + std::string(KeptQueries::kPartBytes / 3, 'x'));
  }
  keep("a", all);
  EXPECT_GT(parts_in_store(), 3U);
  EXPECT_EQ(rows("a", {.first = 0, .count = 100, .bytes_max = kAll}), all);
  EXPECT_EQ(rows("a", {.first = 2, .count = 3, .bytes_max = kAll}),
            std::vector(all.begin() + 2, all.begin() + 5));
}

TEST_F(KeptQueriesTest, AfterSevenDaysNothingIsLeft) {
  keep("old", {"0"});
  clock_.advance(kQueryKept - milliseconds{1});
  keep("new", {"0"});
  EXPECT_TRUE(*kept_.find(scope_, "old"));
  clock_.advance(milliseconds{13});  // it took 12
  EXPECT_FALSE(*kept_.find(scope_, "old"));
  EXPECT_THAT(*kept_.list(scope_), SizeIs(1));
  ASSERT_TRUE(kept_.sweep());
  EXPECT_EQ(parts_in_store(), 1U);
  EXPECT_TRUE(*kept_.find(scope_, "new"));
}

TEST_F(KeptQueriesTest, WhatACrashCutOffIsNeverSeenAndSweptAway) {
  storage::Commit cut_off;
  cut_off.documents.push_back(
      {{.kind = "log-query", .scope = scope_, .name = "a"},
       R"({"logGroupNames":[],"queryString":"","userIdentity":"","createTime":1700000000000,)"
       R"("queryDuration":0,"status":"Running","statistics":[0,0,0,0],"rowsOfPart":[1,1],"bytes":4})",
       {}});
  cut_off.documents.push_back(
      {{.kind = "log-query-rows", .scope = scope_, .name = "a/0"}, "0\n", {}});
  ASSERT_TRUE(store_.commit(std::move(cut_off)));
  EXPECT_FALSE(*kept_.find(scope_, "a"));
  ASSERT_TRUE(kept_.sweep());
  EXPECT_EQ(parts_in_store(), 1U);  // somebody may be writing it
  clock_.advance(std::chrono::hours{2});
  ASSERT_TRUE(kept_.sweep());
  EXPECT_EQ(parts_in_store(), 0U);
}

TEST_F(KeptQueriesTest, AnIdOfAnybodysMakingFindsNothingElse) {
  keep("a", {"0"});
  EXPECT_FALSE(*kept_.find(scope_, std::string_view{"a\0", 2}));
  EXPECT_FALSE(*kept_.find(scope_, ""));
}

}  // namespace
}  // namespace epitaph::logs
