#include "ledger/task_definitions_diff.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

struct DiffCase {
  std::string_view name, before, now, changes;
};

constexpr DiffCase kDiffCases[] = {
    {"the same", R"({"cpu":"256"})", R"({"cpu":"256"})", ""},
    {"what every revision has of its own", R"({"revision":1,"status":"ACTIVE"})",
     R"({"revision":2,"status":"INACTIVE","registeredAt":1})", ""},
    {"an empty list is like none", R"({"volumes":[]})", "{}", ""},
    {"a limit of a container", R"({"containerDefinitions":[{"name":"app","memory":512}]})",
     R"({"containerDefinitions":[{"name":"app","memory":256}]})",
     "containerDefinitions[app].memory: 512 > 256\n"},
    {"another order is no change", R"({"containerDefinitions":[{"name":"a"},{"name":"b"}]})",
     R"({"containerDefinitions":[{"name":"b"},{"name":"a"}]})", ""},
    {"a container more", R"({"containerDefinitions":[]})",
     R"({"containerDefinitions":[{"name":"b","environment":[{"name":"K","value":"s3cret"}]}]})",
     "containerDefinitions[b]:  > {…}\n"},
    {"a container beside another", R"({"containerDefinitions":[{"name":"a"}]})",
     R"({"containerDefinitions":[{"name":"a"},{"name":"b"}]})",
     "containerDefinitions[b]:  > {…}\n"},
    {"a token of a log driver",
     R"({"containerDefinitions":[{"name":"a","logConfiguration":{"options":{"splunk-token":"x"}}}]})",
     R"({"containerDefinitions":[{"name":"a","logConfiguration":{"options":{"splunk-token":"y"}}}]})",
     "containerDefinitions[a].logConfiguration.options.splunk-token: * > *\n"},
    {"values of the environment are not told",
     R"({"containerDefinitions":[{"name":"a","environment":[{"name":"K","value":"s3cret"}]}]})",
     R"({"containerDefinitions":[{"name":"a","environment":[{"name":"K","value":"t0ken"},{"name":"L","value":"x"}]}]})",
     "containerDefinitions[a].environment[K]: * > *\ncontainerDefinitions[a].environment[L]:  > "
     "*\n"},
    {"nor a whole environment", R"({"containerDefinitions":[{"name":"a"}]})",
     R"({"containerDefinitions":[{"name":"a","environment":[{"name":"K","value":"s3cret"}]}]})",
     "containerDefinitions[a].environment:  > *\n"},
    {"items without a name by their place",
     R"({"containerDefinitions":[{"name":"a","command":["x","y"]}]})",
     R"({"containerDefinitions":[{"name":"a","command":["x","z"]}]})",
     "containerDefinitions[a].command[1]: \"y\" > \"z\"\n"},
};

TEST(TaskDefinitionsDiff, TellsWhatAPersonChanged) {
  for (const auto& c : kDiffCases) {
    SCOPED_TRACE(c.name);
    std::string told;
    for (const auto& change :
         changes_between({.json = std::string{c.before}}, {.json = std::string{c.now}})) {
      told += change.path + ": " + change.before + " > " + change.now + "\n";
    }
    EXPECT_EQ(told, c.changes);
  }
}

TEST(TaskDefinitionsDiff, IsBounded) {
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += fmt::format(R"("k{}":"{}",)", i, std::string(1000, 'x'));
  many.back() = '}';
  const auto changes = changes_between({.json = "{}"}, {.json = many});
  EXPECT_EQ(changes.size(), kDefinitionChangesMax);
  EXPECT_LT(changes.front().now.size(), 130U);
}

}  // namespace
}  // namespace epitaph::ledger
