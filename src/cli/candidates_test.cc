#include "cli/candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

class Candidates : public testing::Test {
 protected:
  Candidates() {
    auto* tasks = app_.add_subcommand("tasks", "");
    tasks->add_option("-c,--cluster", text_);
    tasks->add_option("-o,--output", text_);
    tasks->add_flag("--all", flag_);
    app_.add_subcommand("tail", "");
    app_.add_subcommand("completion", "");
    app_.add_subcommand("import", "")->add_option("files", text_);
    auto* rules = app_.add_subcommand("rules", "");
    rules->add_subcommand("list", "");
    rules->add_subcommand("test", "")->add_option("--events", text_);
  }

  std::vector<std::string> at(const std::vector<std::string>& words) {
    return candidates(app_, words, [](const std::string& facet) {
      return facet == "cluster" ? std::vector<std::string>{"prod", "staging"}
                                : std::vector<std::string>{};
    });
  }

  CLI::App app_;
  std::string text_;
  bool flag_ = false;
};

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(Candidates, OfTheFirstWordAreTheCommands) {
  EXPECT_THAT(at({"ta"}), ElementsAre("tail", "tasks"));
  EXPECT_THAT(at({"x"}), IsEmpty());
}

TEST_F(Candidates, OfACommandOfCommandsAreThese) {
  EXPECT_THAT(at({"rules", ""}), ElementsAre("list", "test"));
  EXPECT_THAT(at({"rules", "test", "--"}), ElementsAre("--events", "--help"));
  EXPECT_THAT(at({"rules", "test", ""}), IsEmpty());
}

TEST_F(Candidates, OfADashAreTheOptionsOfTheCommand) {
  EXPECT_THAT(at({"tasks", "--"}), ElementsAre("--all", "--cluster", "--help", "--output"));
  EXPECT_THAT(at({"tasks", "--cl"}), ElementsAre("--cluster"));
}

TEST_F(Candidates, OfAnOptionsValueAreItsValuesOrTheNamesThatTheServerHas) {
  EXPECT_THAT(at({"tasks", "-o", "nd"}), ElementsAre("ndjson"));
  EXPECT_THAT(at({"tasks", "--cluster", ""}), ElementsAre("prod", "staging"));
  EXPECT_THAT(at({"tasks", "-c", "st"}), ElementsAre("staging"));
}

TEST_F(Candidates, BehindAFlagAreThoseOfTheCommand) {
  EXPECT_THAT(at({"tasks", "--all", "--o"}), ElementsAre("--output"));
}

TEST_F(Candidates, WhereAFileMayStandThereAreNone) {
  EXPECT_THAT(at({"import", ""}), IsEmpty());
  EXPECT_THAT(at({"completion", ""}), ElementsAre("bash", "fish", "zsh"));
}

}  // namespace
}  // namespace epitaph::cli
