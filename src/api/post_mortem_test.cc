#include "api/post_mortem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/task_csv.h"
#include "ledger/ledger_world.h"

namespace epitaph::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class TakenAway : public ledger::LedgerWorld {
 protected:
  ledger::DiagnosedTask task() {
    take_stop({.reason = "<b>bad</b> | see https://h/x?sig=s3cret"});
    return *ledger_.find("0f1e2d3c");
  }
};

TEST_F(TakenAway, APostMortemSaysWhyAndIsNobodysMarkup) {
  const auto text = post_mortem(task());
  EXPECT_THAT(text, testing::StartsWith("## Task 0f1e2d3c\n\n**"));
  EXPECT_THAT(text, HasSubstr("### What says so"));
  EXPECT_THAT(text, HasSubstr("### What to do next"));
  EXPECT_THAT(text, HasSubstr(R"(| Stopped reason | \<b\>bad\</b\> \| see https://h/x?\*\*\* |)"));
  EXPECT_THAT(text, Not(HasSubstr("s3cret")));
}

TEST_F(TakenAway, APostMortemTellsThePortsOfTheHost) {
  take(ledger::task_event(
      "e", 5, "2026-11-01T11:00:00Z",
      R"("lastStatus":"STOPPED","containers":[{"name":"app","networkBindings":[)"
      R"({"bindIP":"0.0.0.0","containerPort":8080,"hostPort":32768,"protocol":"tcp"}]},)"
      R"({"name":"side"}])"));
  EXPECT_THAT(post_mortem(*ledger_.find("0f1e2d3c")), HasSubstr("Ports: app 0.0.0.0:32768"));
}

TEST_F(TakenAway, ARowHasAFieldForEveryTitle) {
  const auto header = task_csv_header();
  const auto row = task_csv_line(task(), false);
  EXPECT_EQ(std::ranges::count(header, ','), std::ranges::count(row, ','));
  EXPECT_THAT(row, testing::StartsWith("2026-11-01T10:00:00Z,STOPPED,arn:aws:ecs:us-east-1"));
  EXPECT_THAT(row, Not(HasSubstr("s3cret")));
  EXPECT_THAT(task_csv_line(*ledger_.find("0f1e2d3c"), true), HasSubstr("s3cret"));
}

}  // namespace
}  // namespace epitaph::api
