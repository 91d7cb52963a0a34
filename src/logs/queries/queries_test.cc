#include "logs/queries/queries.h"

#include <latch>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/movable_clock.h"
#include "logs/insights/parser.h"
#include "logs/queries/query_runners.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr storage::LogGroupId kGroup{7};
constexpr RowRange kRows{.first = 0, .count = 100, .bytes_max = 1'000'000};

/// A store whose scans, when it is told so, wait at their second event for a test to go on.
class HeldStorage final : public storage::MemoryStorage {
 public:
  std::unique_ptr<storage::LogEventCursor> scan_log_events(storage::LogScan scan) override {
    auto cursor = MemoryStorage::scan_log_events(std::move(scan));
    if (holds) return std::make_unique<HeldCursor>(*this, std::move(cursor));
    return cursor;
  }

  std::atomic<bool> holds = false;
  std::latch reached{1}, released{1};

 private:
  class HeldCursor final : public storage::LogEventCursor {
   public:
    HeldCursor(HeldStorage& store, std::unique_ptr<storage::LogEventCursor> cursor)
        : store_(store), cursor_(std::move(cursor)) {}

    Result<const storage::LogEventView*> next() override {
      if (++events_ == 2) {
        store_.reached.count_down();
        store_.released.wait();
      }
      return cursor_->next();
    }

   private:
    HeldStorage& store_;
    std::unique_ptr<storage::LogEventCursor> cursor_;
    int events_ = 0;
  };
};

class QueriesTest : public testing::Test {
 protected:
  QueriesTest() {
    storage::Commit commit;
    for (int i = 0; i < 5; ++i) {
      commit.log_events.push_back({.group = kGroup,
                                   .stream = "s",
                                   .time = clock_.now() - milliseconds{i},
                                   .ingested_at = clock_.now(),
                                   .body = commit.add_body("message " + std::to_string(i)),
                                   .identity = {}});
    }
    EXPECT_TRUE(store_.commit(std::move(commit)));
  }

  Result<std::string> try_start(const Scope& scope, std::string_view text) {
    const auto query = insights::parse_query(text);
    EXPECT_TRUE(query);
    return queries_.start({.scope = scope,
                           .groups = {"/app"},
                           .text = std::string{text},
                           .user = "somebody",
                           .query = *query,
                           .input = {.groups = {{.id = kGroup, .log = "a:/app"}},
                                     .from = Timestamp{milliseconds{0}},
                                     .until = clock_.now(),
                                     .now = clock_.now()},
                           .finder = [](const auto&) -> Result<std::vector<insights::SourceGroup>> {
                             return Error{ErrorKind::kNotFound, "no group"};
                           }});
  }
  std::string start(std::string_view text = "fields @message") {
    const auto id = try_start(scope_, text);
    EXPECT_TRUE(id);
    return *id;
  }
  void run_waiting() {
    while (const auto query = queries_.take()) queries_.run(*query, {});
  }
  QueryResult result(const std::string& id) const { return *queries_.result(scope_, id, kRows); }
  QueryStatus status(const std::string& id) const { return result(id).record.status; }

  const Scope scope_{"111122223333", "eu-west-1"};
  SystemClock system_clock_;
  MovableClock clock_{system_clock_};
  HeldStorage store_;
  Queries queries_{store_, clock_};
};

TEST_F(QueriesTest, AQueryIsScheduledThenCompleteAndItsRowsStay) {
  const auto id = start("fields @message | sort @timestamp asc");
  EXPECT_EQ(status(id), QueryStatus::kScheduled);
  EXPECT_THAT(result(id).rows, IsEmpty());
  run_waiting();
  const auto done = result(id);
  EXPECT_EQ(done.record.status, QueryStatus::kComplete);
  EXPECT_EQ(done.rows_known, 5U);
  ASSERT_THAT(done.rows, SizeIs(5));
  EXPECT_THAT(done.rows[0], testing::StartsWith(R"([{"field":"@message","value":"message 4"})"));
  EXPECT_EQ(done.record.statistics.records_scanned, 5U);
  EXPECT_EQ(done.record.statistics.bytes_scanned, 5 * std::string_view{"message 0"}.size());
  EXPECT_EQ(queries_.result({"999999999999", "eu-west-1"}, id, kRows).error().kind,
            ErrorKind::kNotFound);
}

TEST_F(QueriesTest, OneThatWaitsIsStoppedBeforeItBegins) {
  const auto id = start();
  ASSERT_TRUE(queries_.stop(scope_, id));
  EXPECT_EQ(status(id), QueryStatus::kCancelled);
  EXPECT_EQ(queries_.take(), nullptr);
  EXPECT_EQ(queries_.stop(scope_, id).error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(queries_.stop(scope_, "none").error().kind, ErrorKind::kNotFound);
}

TEST_F(QueriesTest, OneThatRunsTellsHowFarItIsAndIsStoppedAtOnce) {
  store_.holds = true;
  const auto id = start("fields @message");
  std::jthread runner([&] { run_waiting(); });
  store_.reached.wait();
  const auto running = result(id);
  EXPECT_EQ(running.record.status, QueryStatus::kRunning);
  EXPECT_LT(running.record.statistics.records_scanned, 5U);
  EXPECT_GT(running.bytes_expected, running.record.statistics.bytes_scanned);

  ASSERT_TRUE(queries_.stop(scope_, id));
  EXPECT_EQ(status(id), QueryStatus::kCancelled);
  EXPECT_EQ(queries_.stop(scope_, id).error().kind, ErrorKind::kInvalid);
  store_.released.count_down();
  runner.join();
  EXPECT_EQ(status(id), QueryStatus::kCancelled);
  EXPECT_LT(result(id).record.statistics.records_scanned, 5U);
}

TEST_F(QueriesTest, OneThatRunsForTooLongEndsAsTimeout) {
  store_.holds = true;
  const auto id = start();
  std::jthread runner([&] { run_waiting(); });
  store_.reached.wait();
  queries_.stop_overdue();
  EXPECT_EQ(status(id), QueryStatus::kRunning);
  clock_.put_ahead(kQueryRunTimeMax + std::chrono::minutes{1});
  queries_.stop_overdue();
  store_.released.count_down();
  runner.join();
  EXPECT_EQ(status(id), QueryStatus::kTimeout);
}

TEST_F(QueriesTest, TheRunnersEndWhatRunsAndWhatWaits) {
  store_.holds = true;
  std::string runs, waits;
  std::jthread release;  // outlives the runners, which wait for the scan that it lets go on
  {
    const QueryRunners runners{queries_, 1};
    runs = start();
    store_.reached.wait();
    waits = start();
    release = std::jthread([&] {
      while (status(runs) != QueryStatus::kCancelled) std::this_thread::yield();
      store_.released.count_down();
    });
  }
  EXPECT_THAT((std::vector{status(runs), status(waits)}),
              ElementsAre(QueryStatus::kCancelled, QueryStatus::kCancelled));
}

TEST_F(QueriesTest, ThereIsALimitToHowManyWaitOrRun) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < kLiveQueriesMax; ++i) ids.push_back(start());
  EXPECT_EQ(try_start(scope_, "limit 1").error().kind, ErrorKind::kLimit);
  ASSERT_TRUE(queries_.stop(scope_, ids.front()));
  EXPECT_TRUE(try_start(scope_, "limit 1"));
}

TEST_F(QueriesTest, AreListedNewestFirstWhereverTheyAre) {
  const auto ended = start();
  run_waiting();
  clock_.put_ahead(milliseconds{1000});
  const auto waits = start();
  ASSERT_TRUE(try_start({"999999999999", "eu-west-1"}, "limit 1"));
  std::vector<std::string> ids;
  const auto records = queries_.list(scope_);
  for (const auto& record : *records) ids.push_back(record.id);
  EXPECT_THAT(ids, ElementsAre(waits, ended));
}

TEST_F(QueriesTest, AQueryThatCannotGoOnFailsAndSaysWhy) {
  const auto parsed = insights::parse_query("stats count_distinct(@message)");
  ASSERT_TRUE(parsed);
  const auto id = queries_.start({.scope = scope_,
                                  .query = *parsed,
                                  .input = {.groups = {{.id = kGroup, .log = "a:/app"}},
                                            .from = Timestamp{milliseconds{0}},
                                            .until = clock_.now(),
                                            .now = clock_.now(),
                                            .memory_bytes_max = 1},
                                  .finder = {}});
  ASSERT_TRUE(id);
  run_waiting();
  EXPECT_EQ(status(*id), QueryStatus::kFailed);
  EXPECT_THAT(result(*id).record.failure, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace epitaph::logs
