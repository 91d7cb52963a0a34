#include "events/default_setup.h"

#include "events/event_world.h"

namespace epitaph::events {
namespace {

struct DefaultSetupTest : testing::Test, EventWorld {
  const BusAddress bus{scope};
  int groups_made = 0;
  NewLogGroup new_log_group = [this](const Scope& of, std::string_view name,
                                     storage::Commit& commit) -> Status {
    EXPECT_EQ(of, scope);
    EXPECT_EQ(name, "/aws/events/ecs-stopped-tasks");
    ++groups_made;
    commit.documents.push_back(
        {.key = {"log-group", of, std::string{name}}, .text = "{}", .expected = std::nullopt});
    return Done{};
  };

  bool set_up() {
    const auto made = make_default_setup(storage, rules, scope, new_log_group);
    EXPECT_TRUE(made) << made.error().message;
    return made && *made;
  }
};

TEST_F(DefaultSetupTest, MakesTheRuleOfTheRecipeAndItsLogGroupInOneCommit) {
  EXPECT_TRUE(set_up());
  EXPECT_EQ(storage.stats().commits, 1U);
  EXPECT_EQ(groups_made, 1);
  EXPECT_EQ(
      output("DescribeRule", R"({"Name":"ecs-stopped-tasks"})"),
      R"({"Name":"ecs-stopped-tasks",)"
      R"("Arn":"arn:aws:events:us-east-1:123456789012:rule/ecs-stopped-tasks",)"
      R"("EventPattern":"{\"source\":[\"aws.ecs\"],\"detail-type\":[\"ECS Task State Change\"],)"
      R"(\"detail\":{\"desiredStatus\":[\"STOPPED\"],\"lastStatus\":[\"STOPPED\"]}}",)"
      R"("State":"ENABLED","Description":"Keeps every ECS task that stops: one log stream for )"
      R"(each, named by its ID.","EventBusName":"default","CreatedBy":"123456789012"})");
  EXPECT_EQ(output("ListTargetsByRule", R"({"Rule":"ecs-stopped-tasks"})"),
            R"({"Targets":[{"Id":"log-group","Arn":"arn:aws:logs:us-east-1:123456789012:)"
            R"(log-group:/aws/events/ecs-stopped-tasks"}]})");
}

TEST_F(DefaultSetupTest, IsMadeOnceAndNeverComesBack) {
  EXPECT_TRUE(set_up());
  output("RemoveTargets", R"({"Rule":"ecs-stopped-tasks","Ids":["log-group"]})");
  output("DeleteRule", R"({"Name":"ecs-stopped-tasks"})");
  EXPECT_FALSE(set_up());
  scope.account = "999999999999";
  EXPECT_FALSE(set_up());
  EXPECT_EQ(groups_made, 1);
  EXPECT_EQ(output("ListRules", "{}"), R"({"Rules":[]})");
}

TEST_F(DefaultSetupTest, LeavesARuleOfThatNameAsItIs) {
  output("PutRule", R"({"Name":"ecs-stopped-tasks","EventPattern":"{\"source\":[\"mine\"]}"})");
  EXPECT_TRUE(set_up());
  EXPECT_EQ(rules.snapshot()->find(bus, kStoppedTasksRule)->rule.event_pattern,
            R"({"source":["mine"]})");
}

TEST_F(DefaultSetupTest, FollowsAnotherNodeThatWasFirst) {
  RuleBook theirs{storage};
  const NewLogGroup late = [&](const Scope& home, std::string_view name, storage::Commit& commit) {
    if (theirs.snapshot()->rules(bus).empty()) {
      EXPECT_TRUE(*make_default_setup(storage, theirs, home, new_log_group));
    }
    return new_log_group(home, name, commit);
  };
  const auto made = make_default_setup(storage, rules, scope, late);
  ASSERT_TRUE(made);
  EXPECT_FALSE(*made);
  EXPECT_TRUE(rules.snapshot()->find(bus, kStoppedTasksRule));
}

TEST_F(DefaultSetupTest, GivesUpWhenItsCommitAlwaysMeetsAnother) {
  const auto made =
      make_default_setup(storage, rules, scope, [](const auto&, auto, auto& commit) -> Status {
        commit.documents.push_back({.key = {"log-group", {}, "g"}, .text = "{}", .expected = 7});
        return Done{};
      });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::kConflict);
}

TEST_F(DefaultSetupTest, LeavesNothingBehindWhenItsLogGroupCannotBeMade) {
  const auto made =
      make_default_setup(storage, rules, scope, [](const auto&, auto, auto&) -> Status {
        return Error{ErrorKind::kLimit, "too many"};
      });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "too many");
  EXPECT_EQ(storage.stats().commits, 0U);
}

}  // namespace
}  // namespace epitaph::events
