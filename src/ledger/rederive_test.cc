#include "ledger/rederive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/ledger_world.h"
#include "ledger/top.h"

namespace epitaph::ledger {
namespace {

/// A catalogue that knows one cause only.
diagnosis::Catalogue other_catalogue() {
  static constexpr std::pair<std::string_view, std::string_view> kSources[] = {
      {"moon-phase.toml",
       "kind = \"failure\"\nblame = \"none\"\nmeans = \"The moon.\"\nheadline = \"It was the "
       "moon.\"\n"
       "checks = [\"Look up.\"]\nlink = \"https://docs.aws.amazon.com/\"\n"
       "[[rules]]\nstep = \"otherwise\"\nprecedence = 1\nconfidence = \"possible\"\n"}};
  return diagnosis::Catalogue{kSources};
}

class RederiveTest : public LedgerWorld {
 protected:
  std::string causes() {
    std::string text;
    const auto counted = top(store_, {});
    for (const auto& row : counted->rows) text += fmt::format("{} x{} ", row.value, row.count);
    return text;
  }
};

TEST_F(RederiveTest, BringsRowsToTheCatalogueStepByStep) {
  for (int i = 0; i < 7; ++i) take_stop({.task = fmt::format("prod/000{}", i)});
  take(service_event("s", "ECS Service Action", "2026-11-01T10:00:00Z", ""));
  const auto catalogue = other_catalogue();
  int steps = 0;
  while (true) {
    const auto progress = rederive(store_, definitions_, catalogue, {}, 3);
    ASSERT_TRUE(progress) << progress.error().message;
    ++steps;
    if (progress->done) {
      EXPECT_EQ(progress->tasks, 7U);
      EXPECT_EQ(progress->catalogue_version, catalogue.version());
      break;
    }
  }
  EXPECT_EQ(steps, 3);
  EXPECT_EQ(causes(), "moon-phase x7 ");
}

TEST_F(RederiveTest, RestsOnceDoneAndBeginsAnewWithAnotherCatalogue) {
  take_stop({});
  const auto catalogue = other_catalogue();
  ASSERT_TRUE(rederive(store_, definitions_, catalogue, {})->done);
  take_stop({.task = "prod/ffff"});
  EXPECT_EQ(rederive(store_, definitions_, catalogue, {})->step, 0U);
  EXPECT_EQ(causes(), "app-exit-error x1 moon-phase x1 ") << "it is done: nothing was touched";
  ASSERT_TRUE(rederive(store_, definitions_, diagnosis::Catalogue::built_in(), {})->done);
  EXPECT_EQ(causes(), "app-exit-error x2 ");
}

TEST_F(RederiveTest, TakesTheRowThatTheEngineHas) {
  take_stop({});
  take_living("prod/0f1e2d3c", "RUNNING", "2026-11-01T09:30:00Z");  // late
  ASSERT_TRUE(rederive(store_, definitions_, other_catalogue(), {})->done);
  EXPECT_EQ(causes(), "moon-phase x1 ");
}

}  // namespace
}  // namespace epitaph::ledger
