#include "ledger/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/ledger_world.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LedgerTest : public LedgerWorld {
 protected:
  void take_stop(std::string_view task, std::string_view stopped_at, int exit_code = 1) {
    LedgerWorld::take_stop({.task = task, .at = stopped_at, .exit_code = exit_code});
  }

  std::vector<std::string> listed(const TaskQuery& query) {
    std::vector<std::string> ids;
    const auto page = ledger_.list(query);
    for (const auto& task : page->tasks) ids.emplace_back(last_segment(task.record.task.arn));
    return ids;
  }
};

TEST_F(LedgerTest, FindsATaskByAnyFormOfItsName) {
  take_stop("prod/0f1e2d3c", "2026-11-01T10:00:00Z");
  for (const auto* form :
       {"arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c", "0f1e2d3c", "0f1e", "prod/0f1e",
        "https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0f1e2d3c/x"}) {
    const auto task = ledger_.find(form);
    ASSERT_TRUE(task) << form << ": " << task.error().message;
    ASSERT_TRUE(task->diagnosis);
    EXPECT_EQ(task->diagnosis->cause, "app-exit-error");
  }
}

TEST_F(LedgerTest, SaysWhenANameFitsNoneOrSeveral) {
  take_stop("prod/0f1e2d3c", "2026-11-01T10:00:00Z");
  take_stop("prod/0f1eaaaa", "2026-11-01T10:00:00Z");
  EXPECT_EQ(ledger_.find("ffff").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(ledger_.find("test/0f1e2d3c").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(ledger_.find("!").error().kind, ErrorKind::kInvalid);
  const auto several = ledger_.find("0f1e");
  EXPECT_EQ(several.error().kind, ErrorKind::kConflict);
  EXPECT_THAT(several.error().message, HasSubstr("fits 2 tasks"));
}

TEST_F(LedgerTest, PrefersAWholeIdToOneThatBeginsWithIt) {
  take_stop("prod/0f1e", "2026-11-01T10:00:00Z");
  take_stop("prod/0f1e2d3c", "2026-11-01T10:00:00Z");
  EXPECT_THAT(ledger_.find("0f1e")->record.task.arn, HasSubstr("prod/0f1e"));
}

TEST_F(LedgerTest, ListsStoppedTasksNewestFirstInPages) {
  take_stop("prod/aaaa", "2026-11-01T10:00:00Z");
  take_stop("prod/bbbb", "2026-11-01T12:00:00Z");
  take_stop("prod/cccc", "2026-11-01T11:00:00Z");
  take(task_event("r", 1, "2026-11-01T13:00:00Z", R"("lastStatus":"RUNNING")", "prod/dddd"));
  EXPECT_THAT(listed({}), ElementsAre("bbbb", "cccc", "aaaa"));
  EXPECT_THAT(listed({.selection = {.stopped_only = false}}),
              ElementsAre("dddd", "bbbb", "cccc", "aaaa"));

  const auto first = *ledger_.list({.limit = 2});
  ASSERT_TRUE(first.next);
  EXPECT_THAT(listed({.limit = 2, .after = first.next}), ElementsAre("aaaa"));
  EXPECT_FALSE(ledger_.list({.limit = 2, .after = first.next})->next);
  EXPECT_EQ(ledger_.list({.limit = 0}).error().kind, ErrorKind::kInvalid);
}

TEST_F(LedgerTest, ListsATaskOnceHoweverOftenItWasSeen) {
  take(task_event("e1", 1, "2026-11-01T09:00:00Z", R"("lastStatus":"PENDING")", "prod/aaaa"));
  take(task_event("e2", 2, "2026-11-01T09:00:05Z", R"("lastStatus":"RUNNING")", "prod/aaaa"));
  EXPECT_THAT(listed({.selection = {.stopped_only = false}}), ElementsAre("aaaa"));
  EXPECT_THAT(listed({}), IsEmpty());
}

TEST_F(LedgerTest, FiltersByTimeAndCause) {
  take_stop("prod/aaaa", "2026-11-01T10:00:00Z", 139);
  take_stop("prod/bbbb", "2026-11-01T12:00:00Z");
  EXPECT_THAT(listed({.selection = {.filter = {.cause = "app-crash-signal"}}}),
              ElementsAre("aaaa"));
  EXPECT_THAT(listed({.selection = {.since = *parse_rfc3339("2026-11-01T11:00:00Z")}}),
              ElementsAre("bbbb"));
  EXPECT_THAT(listed({.selection = {.until = *parse_rfc3339("2026-11-01T12:00:00Z")}}),
              ElementsAre("aaaa"));
}

TEST_F(LedgerTest, CountsExactly) {
  take_stop("prod/aaaa", "2026-11-01T10:00:00Z", 139);
  take_stop("prod/bbbb", "2026-11-01T12:00:00Z");
  take_stop("prod/cccc", "2026-11-01T13:00:00Z");
  EXPECT_EQ(*ledger_.count({}), 3U);
  EXPECT_EQ(*ledger_.count({.filter = {.exit_code = "1"}}), 2U);
  constexpr storage::TaskField kFields[] = {storage::TaskField::kCause};
  const auto counts = *ledger_.count({}, kFields);
  ASSERT_EQ(counts.size(), 1U);
  ASSERT_EQ(counts[0].counts.size(), 2U);
  EXPECT_EQ(counts[0].counts[0].value, "app-exit-error");
  EXPECT_EQ(counts[0].counts[0].count, 2U);
}

TEST_F(LedgerTest, FindsTextInReasons) {
  take_stop("prod/aaaa", "2026-11-01T10:00:00Z");
  EXPECT_THAT(listed({.selection = {.filter = {.text = "essential CONTAINER"}}}),
              ElementsAre("aaaa"));
  EXPECT_THAT(listed({.selection = {.filter = {.text = "no such"}}}), IsEmpty());
}

TEST_F(LedgerTest, KnowsWhatItHolds) {
  const auto event = *parse_event(task_event("e1", 1, "2026-11-01T09:00:00Z"));
  EXPECT_FALSE(*ledger_.holds(event));
  take(event.json);
  EXPECT_TRUE(*ledger_.holds(event));
}

}  // namespace
}  // namespace epitaph::ledger
