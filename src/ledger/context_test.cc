#include "ledger/context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/ledger_world.h"
#include "ledger/task_definitions.h"

namespace epitaph::ledger {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ImageChanges, AreTagsDigestsAndContainers) {
  const Task before{
      .containers = {{.name = "app", .image = "app:1", .image_digest = "sha256:a"},
                     {.name = "moved", .image = "m:latest", .image_digest = "sha256:b"},
                     {.name = "same", .image = "s:1", .image_digest = "sha256:c"},
                     {.name = "untold", .image = "u:1", .image_digest = "sha256:d"},
                     {.name = "gone", .image = "g:1"}}};
  const Task now{.containers = {{.name = "app", .image = "app:2", .image_digest = "sha256:e"},
                                {.name = "moved", .image = "m:latest", .image_digest = "sha256:f"},
                                {.name = "same", .image = "s:1", .image_digest = "sha256:c"},
                                {.name = "untold", .image = "u:1"},
                                {.name = "new", .image = "n:1"}}};
  std::string told;
  for (const auto& change : image_changes(before, now)) {
    told += change.container + (change.same_tag_new_digest ? "! " : " ");
  }
  EXPECT_EQ(told, "app moved! new gone ");
}

Task pulled_for(int seconds) {
  const Timestamp begin{milliseconds{0}};
  return {.created_at = begin,
          .pull_started_at = begin,
          .pull_stopped_at = begin + std::chrono::seconds{seconds}};
}

TEST(ComparedPhases, StandBesideTheMedian) {
  const Task others[] = {pulled_for(9), pulled_for(1), pulled_for(3)};
  const auto phases = compare_phases(pulled_for(30), others);
  ASSERT_THAT(phases, SizeIs(2));
  EXPECT_EQ(phases[1].phase.name, "pulling");
  EXPECT_EQ(phases[1].usual, std::chrono::seconds{3});
  EXPECT_FALSE(compare_phases(pulled_for(30), std::span{others}.first(2))[1].usual)
      << "two say nothing";
}

class Contexts : public LedgerWorld {
 protected:
  TaskContext context_of(std::string_view task) {
    auto context = read_context(store_, *ledger_.find(task));
    EXPECT_TRUE(context) << context.error().message;
    return *std::move(context);
  }
  void take_deployment(std::string_view name, std::string_view id, std::string_view at,
                       std::string_view reason = "") {
    take(
        parse_event(
            fmt::format(
                R"({{"id":"d-{0}-{1}","detail-type":"ECS Deployment State Change","source":"aws.ecs",)"
                R"("account":"111122223333","time":"{2}","region":"us-east-1",)"
                R"("resources":["arn:aws:ecs:us-east-1:111122223333:service/prod/web"],)"
                R"("detail":{{"eventType":"INFO","eventName":"{0}","deploymentId":"{1}",)"
                R"("updatedAt":"{2}","reason":"{3}"}}}})",
                name, id, at, reason))
            ->json);
  }
  void keep_definition(std::string_view name, std::string_view container) {
    storage::Commit commit;
    commit.documents.push_back(to_document(*parse_task_definition(fmt::format(
        R"({{"taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/{}",)"
        R"("containerDefinitions":[{}]}})",
        name, container))));
    ASSERT_TRUE(store_.commit(std::move(commit)));
  }
};

TEST_F(Contexts, HaveTheDeploymentAndWhatTheServiceSaid) {
  take_stop({});
  take_deployment("SERVICE_DEPLOYMENT_IN_PROGRESS", "ecs-svc/111", "2026-11-01T08:00:00Z");
  take_deployment("SERVICE_DEPLOYMENT_FAILED", "ecs-svc/111", "2026-11-01T10:05:00Z",
                  "circuit breaker");
  take_deployment("SERVICE_DEPLOYMENT_IN_PROGRESS", "ecs-svc/222", "2026-11-01T12:00:00Z");
  const auto context = context_of("0f1e2d3c");
  ASSERT_TRUE(context.deployment);
  EXPECT_EQ(context.deployment->id, "ecs-svc/111");
  EXPECT_EQ(context.deployment->state, DeploymentState::kFailed);
  EXPECT_EQ(context.deployment->replaced_by, "ecs-svc/222");
  EXPECT_EQ(context.deployment->tasks, 1U);
  ASSERT_THAT(context.service_events, SizeIs(1)) << "two are hours away";
  EXPECT_EQ(context.service_events[0].name, "SERVICE_DEPLOYMENT_FAILED");
}

TEST_F(Contexts, TakeTheReplacementFromTheStopWhereNoEventTells) {
  take_stop({.stop_code = "ServiceSchedulerInitiated",
             .reason = "Scaling activity initiated by (deployment ecs-svc/333)"});
  const auto context = context_of("0f1e2d3c");
  ASSERT_TRUE(context.deployment);
  EXPECT_EQ(context.deployment->state, DeploymentState::kUnknown);
  EXPECT_EQ(context.deployment->replaced_by, "ecs-svc/333");
  EXPECT_FALSE(context.same_failure) << "a scale-in is none";
}

TEST_F(Contexts, CountTheSameFailureHereAndElsewhere) {
  take_stop({});
  take_stop({.task = "prod/aa01", .at = "2026-10-01T10:00:00Z"});
  take_stop({.task = "prod/aa02", .at = "2026-11-01T09:30:00Z"});
  take_stop({.task = "prod/bb01", .at = "2026-11-01T10:20:00Z", .service = "api"});
  take_stop({.task = "prod/bb02", .at = "2026-11-01T15:00:00Z", .service = "late"});
  take_stop(
      {.task = "prod/bb03", .at = "2026-11-01T10:00:00Z", .exit_code = 137, .service = "other"});
  const auto same = context_of("0f1e2d3c").same_failure;
  ASSERT_TRUE(same);
  EXPECT_EQ(same->count, 3U);
  EXPECT_EQ(same->recent, 2U);
  ASSERT_THAT(same->other_services, SizeIs(1));
  EXPECT_EQ(same->other_services[0].service, "api");
}

TEST_F(Contexts, CompareWithTheLastTaskThatRanWell) {
  keep_definition("web:6", R"({"name":"app","memory":512})");
  keep_definition("web:7", R"({"name":"app","memory":256,"essential":true,"stopTimeout":9})");
  take_stop({.task = "prod/aa01",
             .at = "2026-10-01T10:00:00Z",
             .revision = "web:6",
             .stop_code = "UserInitiated",
             .reason = "Task stopped by user"});
  take_stop({.task = "prod/aa02", .at = "2026-11-01T09:30:00Z"});
  take_stop({});
  const auto context = context_of("0f1e2d3c");
  ASSERT_TRUE(context.changes);
  EXPECT_TRUE(context.changes->since_task.ends_with("prod/aa01"));
  EXPECT_EQ(context.changes->definition_before, "web:6");
  ASSERT_FALSE(context.changes->settings.empty());
  EXPECT_TRUE(std::ranges::any_of(context.changes->settings, [](const DefinitionChange& change) {
    return change.path == "containerDefinitions[app].memory" && change.before == "512" &&
           change.now == "256";
  }));
  ASSERT_THAT(context.containers, SizeIs(1));
  EXPECT_EQ(context.containers[0].essential, true);
  EXPECT_EQ(context.containers[0].memory_mib, 256);
}

TEST_F(Contexts, PreferATaskThatRunsNow) {
  take_stop({});
  take_living("prod/cc01", "RUNNING", "2026-11-01T09:00:00Z");
  EXPECT_FALSE(context_of("0f1e2d3c").changes) << "it never told that it started";
  take(task_event("r2", 3, "2026-11-01T09:01:00Z",
                  R"("lastStatus":"RUNNING","desiredStatus":"RUNNING","group":"service:web",)"
                  R"("startedAt":"2026-11-01T09:01:00Z",)"
                  R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
                  "prod/cc01"));
  const auto changes = context_of("0f1e2d3c").changes;
  ASSERT_TRUE(changes);
  EXPECT_TRUE(changes->since_task.ends_with("prod/cc01"));
}

TEST_F(Contexts, AreEmptyWhereNothingElseIsKnown) {
  take(task_event("lonely", 1, "2026-11-01T10:00:00Z"));
  const auto context = context_of("0f1e2d3c");
  EXPECT_FALSE(context.deployment || context.same_failure || context.changes);
  EXPECT_THAT(context.service_events, IsEmpty());
  const auto json = to_json(context);
  std::vector<std::string> members;
  for (const auto& member : json) members.emplace_back(member.key());
  EXPECT_THAT(members, ElementsAre("deployment", "serviceEvents", "containers", "sameFailure",
                                   "changes", "phases"));
  EXPECT_TRUE(json.at("changes").is_null());
}

TEST_F(Contexts, AreToldAsDocumented) {
  keep_definition("web:7", R"({"name":"app","stopTimeout":9,"memory":256})");
  take_stop({});
  const auto json = to_json(context_of("0f1e2d3c"));
  EXPECT_EQ(boost::json::serialize(json.at("containers")),
            R"([{"name":"app","essential":true,"stopTimeoutSeconds":9,"memoryMiB":256}])");
  EXPECT_EQ(json.at("sameFailure").at("count"), 1);
  EXPECT_EQ(json.at("deployment").at("state"), "unknown");
  EXPECT_EQ(json.at("phases").as_array().front().at("samples"), 0);
}

}  // namespace
}  // namespace epitaph::ledger
