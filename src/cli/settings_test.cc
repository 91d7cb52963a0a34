#include "cli/settings.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/scratch_folder.h"

namespace epitaph::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Settings sample() {
  return Settings{{{"server.listen", "here", true, "where"},
                   {"server.insecure", "false", false, "dare"},
                   {"quotas.rules", "300", false, "many"}}};
}

/// Reads a configuration file of this text into the settings.
auto read_file(Settings& settings, std::string_view text) {
  const ScratchFolder folder;
  const auto path = folder / "epitaph.toml";
  std::ofstream{path} << text;
  return settings.read_file(path);
}

TEST(Settings, TakeTheLaterSource) {
  auto settings = sample();
  EXPECT_EQ(settings.text("server.listen"), "here");
  ASSERT_TRUE(
      read_file(settings, "[server]\nlisten = \"file\"\ninsecure = true\n[quotas]\nrules = 7\n"));
  EXPECT_EQ(settings.text("server.listen"), "file");
  EXPECT_TRUE(*settings.flag("server.insecure"));
  EXPECT_EQ(*settings.number("quotas.rules", 1, 10), 7);
  ::setenv("EPITAPH_SERVER_LISTEN", "environment", 1);  // NOLINT(concurrency-mt-unsafe)
  settings.read_environment();
  ::unsetenv("EPITAPH_SERVER_LISTEN");  // NOLINT(concurrency-mt-unsafe)
  EXPECT_EQ(settings.text("server.listen"), "environment");
  settings.set_flag("server.listen", "flag", "--listen");
  EXPECT_EQ(settings.text("server.listen"), "flag");
  EXPECT_THAT(settings.print(), HasSubstr("[server]\n# where\nlisten = \"flag\"  # --listen\n"));
}

TEST(Settings, ReadListsFromTomlAndText) {
  auto settings = sample();
  ASSERT_TRUE(read_file(settings, "[server]\nlisten = [\"a\", \"b\"]\n"));
  EXPECT_THAT(settings.list("server.listen"), ElementsAre("a", "b"));
  settings.set_flag("server.listen", " a , ,b", "--listen");
  EXPECT_THAT(settings.list("server.listen"), ElementsAre("a", "b"));
}

TEST(Settings, SayWhatIsWrongAndWhere) {
  auto settings = sample();
  struct Case {
    std::string_view text, message;
  };
  constexpr Case kCases[] = {
      {"[server]\nlisten = \n", ":2: "},
      {"[server]\nlissten = \"x\"\n", ":2: there is no setting server.lissten"},
      {"listen = \"x\"\n", "listen belongs into a [section]"},
      {"[server]\nlisten = 2026-01-01\n", "server.listen is of a wrong type"},
  };
  for (const auto& c : kCases) {
    const auto read = read_file(settings, c.text);
    ASSERT_FALSE(read) << c.text;
    EXPECT_THAT(read.error().message, HasSubstr(std::string{c.message}));
  }
  EXPECT_EQ(settings.read_file("/does/not/exist").error().kind, ErrorKind::kNotFound);
  EXPECT_FALSE(settings.number("server.listen", 1, 2));
  EXPECT_FALSE(settings.flag("server.listen"));
}

}  // namespace
}  // namespace epitaph::cli
