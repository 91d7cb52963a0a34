#include "logs/insights/scope.h"

#include <gtest/gtest.h>

namespace epitaph::logs::insights {
namespace {

FieldName named(std::vector<std::string> parts) {
  FieldName field;
  for (const auto& part : parts) field.name += (field.name.empty() ? "" : ".") + part;
  field.parts = std::move(parts);
  return field;
}

class InsightsScope : public testing::Test {
 protected:
  FieldTable table;
  Scope scope{"a query", table};
};

TEST_F(InsightsScope, MeansFieldsOfTheEventUntilTheyAreDefined) {
  const auto field = scope.use(named({"level"}));
  ASSERT_TRUE(field);
  EXPECT_EQ(scope.use(named({"level"}))->slot, field->slot);
  const auto alias = scope.define("level", {});
  ASSERT_TRUE(alias);
  EXPECT_NE(*alias, field->slot);
  EXPECT_EQ(scope.use(named({"level"}))->slot, *alias);
  EXPECT_EQ(table.event_fields().size(), 1U);
}

TEST_F(InsightsScope, DefinesANameOnce) {
  ASSERT_TRUE(scope.define("x", {}));
  const auto again = scope.define("x", {2, 7});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "Ephemeral field is already defined: x");
  EXPECT_EQ(again.error().start_char_offset, 2U);
  EXPECT_EQ(again.error().end_char_offset, 7U);
}

TEST_F(InsightsScope, LetsParseNotHideWhatTheQueryReadBefore) {
  ASSERT_TRUE(scope.use(named({"level"})));
  ASSERT_TRUE(scope.define_discovered("other", {}));
  ASSERT_TRUE(scope.define_discovered("@user", {}));
  scope.end_stage();
  EXPECT_FALSE(scope.define_discovered("level", {}));
  EXPECT_FALSE(scope.define_discovered("@message", {}));
  EXPECT_FALSE(scope.define_discovered("other", {}));
}

TEST_F(InsightsScope, LetsFieldsListAllButTheNamesOfParse) {
  ASSERT_TRUE(scope.define_discovered("found", {}));
  ASSERT_TRUE(scope.define("alias", {}));
  EXPECT_TRUE(scope.check_listed("alias", {}));
  EXPECT_TRUE(scope.check_listed("level", {}));
  const auto listed = scope.check_listed("found", {3, 8});
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().message, "Ephemeral field is already defined: found");
  EXPECT_EQ(listed.error().start_char_offset, 3U);
  scope.define_column("found");
  EXPECT_TRUE(scope.check_listed("found", {}));
}

TEST_F(InsightsScope, LooksIntoAnAliasFromTheNextStageOn) {
  const auto alias = scope.define("m", {});
  const auto early = scope.use(named({"m", "key"}));
  EXPECT_TRUE(early->steps.empty());
  EXPECT_NE(early->slot, *alias);
  scope.end_stage();
  const auto late = scope.use(named({"m", "odd.key", "0"}));
  EXPECT_EQ(late->slot, *alias);
  EXPECT_EQ(late->steps, (std::vector<std::string>{"odd.key", "0"}));
  EXPECT_TRUE(late->otherwise.has_value());
}

TEST_F(InsightsScope, KnowsOnlyItsOwnColumnsBehindStats) {
  const auto alias = scope.define("n", {});
  scope.close({{"n", *alias}});
  scope.end_stage();
  EXPECT_EQ(scope.use(named({"n"}))->slot, *alias);
  EXPECT_FALSE(scope.use(named({"n", "key"}))->otherwise.has_value());
  const auto unknown = scope.use(named({"detail", "group"}));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message, "Unknown symbols found in or after stats: detail.group");
}

}  // namespace
}  // namespace epitaph::logs::insights
