#include "cli/man.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using testing::HasSubstr;

TEST(ManPage, IsMadeOfTheDefinitions) {
  CLI::App app{"Keeps the record."};
  std::string text;
  auto* why = app.add_subcommand("why", "Say why one task stopped");
  why->add_option("task", text, "ARN or id")->required()->type_name("TASK");
  why->add_option("-u,--url", text, "the server")->type_name("URL")->envname("EPITAPH_URL");
  app.add_subcommand("rules", "")->add_subcommand("test", "Try event patterns");
  const auto page = man_page(app);
  EXPECT_THAT(page, HasSubstr(".SH DESCRIPTION\nKeeps the record.\n"));
  EXPECT_THAT(page, HasSubstr(".SS epitaph why TASK\nSay why one task stopped.\n"));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-u\\fR, \\fB\\-\\-url\\fR \\fIURL\\fR\nthe server "
                              "(\\fBEPITAPH_URL\\fR)\n"));
  EXPECT_THAT(page, HasSubstr(".SS epitaph rules test\nTry event patterns.\n"));
  EXPECT_THAT(page, HasSubstr(".SH EXIT STATUS\n"));
}

}  // namespace
}  // namespace epitaph::cli
