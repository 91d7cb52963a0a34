#include "ledger/issues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/ledger_world.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class IssuesTest : public LedgerWorld {
 protected:
  std::vector<std::string> listed(const IssueQuery& query) {
    std::vector<std::string> told;
    const auto page = list_issues(store_, query);
    for (const auto& issue : page->issues) {
      told.push_back(fmt::format("{} {} x{}", issue.sample.diagnosis->cause,
                                 issue.sample.diagnosis->container.value_or("-"), issue.count));
    }
    return told;
  }
};

TEST_F(IssuesTest, GatherTheSameFailure) {
  take_stop({.task = "prod/aaaa", .at = "2026-11-01T10:00:00Z", .revision = "web:7"});
  take_stop({.task = "prod/bbbb", .at = "2026-11-01T12:00:00Z", .revision = "web:8"});
  take_stop({.task = "prod/cccc", .at = "2026-11-01T11:00:00Z", .revision = "web:8"});
  take_stop({.task = "prod/dddd", .at = "2026-11-01T11:30:00Z", .exit_code = 139});
  take_stop({.task = "prod/eeee", .at = "2026-11-01T11:40:00Z", .service = "api"});
  take_stop({.task = "prod/ffff", .at = "2026-11-01T11:45:00Z", .stop_code = "UserInitiated"});

  const auto page = list_issues(store_, {});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->total, 3U);
  ASSERT_EQ(page->issues.size(), 3U);
  const auto& issue = page->issues[0];
  EXPECT_EQ(issue.count, 3U);
  EXPECT_EQ(issue.first_seen, *parse_rfc3339("2026-11-01T10:00:00Z"));
  EXPECT_EQ(issue.last_seen, *parse_rfc3339("2026-11-01T12:00:00Z"));
  EXPECT_EQ(last_segment(issue.sample.record.task.arn), "bbbb");
  EXPECT_EQ(issue.exit_code(), 1);
  EXPECT_EQ(issue.reason(), "Essential container in task exited");
  ASSERT_EQ(issue.revisions.size(), 2U);
  EXPECT_EQ(issue.revisions[0].task_definition, "web:7");
  EXPECT_EQ(issue.revisions[1].count, 2U);
  EXPECT_EQ(issue.width, std::chrono::minutes{5});
  EXPECT_EQ(issue.histogram.size(), 3U);
}

TEST_F(IssuesTest, AreOrderedAndFiltered) {
  take_stop({.task = "prod/aaaa", .at = "2026-11-01T10:00:00Z"});
  take_stop({.task = "prod/bbbb", .at = "2026-11-01T10:05:00Z"});
  take_stop({.task = "prod/cccc", .at = "2026-11-01T11:00:00Z", .exit_code = 139});
  EXPECT_THAT(listed({}), ElementsAre("app-crash-signal app x1", "app-exit-error app x2"));
  EXPECT_THAT(listed({.order = IssueOrder::kCount}),
              ElementsAre("app-exit-error app x2", "app-crash-signal app x1"));
  EXPECT_THAT(listed({.selection = {.filter = {.cause = "app-exit-error"},
                                    .until = *parse_rfc3339("2026-11-01T10:05:00Z")}}),
              ElementsAre("app-exit-error app x1"));
  EXPECT_THAT(listed({.selection = {.since = *parse_rfc3339("2026-11-02T00:00:00Z")}}), IsEmpty());
}

TEST_F(IssuesTest, ComeInPages) {
  for (int code = 1; code <= 5; ++code) {
    take_stop(
        {.task = fmt::format("prod/aaa{}", code), .at = "2026-11-01T10:00:00Z", .exit_code = code});
  }
  for (const auto order : {IssueOrder::kLastSeen, IssueOrder::kCount}) {
    std::set<std::string> ids;
    IssueQuery query{.order = order, .limit = 2};
    int pages = 0;
    do {
      const auto page = *list_issues(store_, query);
      EXPECT_EQ(page.total, 5U);
      for (const auto& issue : page.issues) EXPECT_TRUE(ids.insert(issue.id).second);
      query.after = page.next;
      ++pages;
    } while (query.after);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(ids.size(), 5U);
  }
  EXPECT_EQ(list_issues(store_, {.limit = 0}).error().kind, ErrorKind::kInvalid);
}

TEST_F(IssuesTest, AreFoundByTheirId) {
  take_stop({.task = "prod/aaaa", .at = "2026-11-01T10:00:00Z"});
  const auto id = list_issues(store_, {})->issues.at(0).id;
  const auto issue = find_issue(store_, id);
  ASSERT_TRUE(issue) << issue.error().message;
  EXPECT_EQ(issue->count, 1U);
  EXPECT_EQ(find_issue(store_, "0000000000000000").error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace epitaph::ledger
