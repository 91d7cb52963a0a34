#include "ledger/services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/clusters.h"
#include "ledger/ledger_world.h"
#include "ledger/subject.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;

class ServicesTest : public LedgerWorld {
 protected:
  void take_change(std::string_view id, std::string_view at, int deployment, std::string_view name,
                   std::string_view reason = "") {
    take(service_event(id, kDeploymentStateChange, at,
                       fmt::format(R"("eventName":"SERVICE_DEPLOYMENT_{}","updatedAt":"{}",)"
                                   R"("deploymentId":"ecs-svc/{}","reason":"{}")",
                                   name, at, deployment, reason)));
  }

  const ServiceKey web_{{"111122223333", "us-east-1"}, "prod", "web"};
};

TEST_F(ServicesTest, TellTheirDeployments) {
  take_change("d4", "2026-11-02T12:51:14.9Z", 222, "IN_PROGRESS",
              "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/111.");
  take_change("d3", "2026-11-02T12:50:00.5Z", 222, "FAILED",
              "ECS deployment circuit breaker: task failed to start.");
  take_change("d2", "2026-11-02T12:31:14.2Z", 222, "IN_PROGRESS");
  take_change("d1", "2026-11-01T12:00:00Z", 111, "COMPLETED", "ECS deployment completed.");
  take_change("d0", "2026-11-01T11:50:00Z", 111, "IN_PROGRESS");
  take_change("d5", "2026-11-03T00:00:00Z", 333, "IN_PROGRESS");
  take_stop({.at = "2026-10-01T10:00:00Z", .started_by = "ecs-svc/99"});

  const auto deployments = list_deployments(store_, web_);
  ASSERT_TRUE(deployments) << deployments.error().message;
  std::vector<std::string> told;
  for (const auto& d : *deployments) {
    told.push_back(
        fmt::format("{} {} > {} < {}", d.id, to_string(d.state), d.replaced_by, d.rolled_back_to));
  }
  EXPECT_THAT(
      told,
      ElementsAre("ecs-svc/333 in progress >  < ", "ecs-svc/222 failed > ecs-svc/333 < ecs-svc/111",
                  "ecs-svc/111 completed > ecs-svc/222 < ", "ecs-svc/99 unknown > ecs-svc/111 < "));
  const auto& failed = deployments->at(1);
  EXPECT_EQ(failed.started_at, parse_rfc3339("2026-11-02T12:31:14.2Z"));
  EXPECT_EQ(failed.ended_at, parse_rfc3339("2026-11-02T12:50:00.5Z")) << "not the roll-back's";
  EXPECT_EQ(deployments->at(3).tasks, 1U);
}

TEST_F(ServicesTest, TellTheirEventsNewestFirstWithWhoCalled) {
  take(service_event("s1", kServiceAction, "2026-11-01T10:00:00Z",
                     R"("eventType":"INFO","eventName":"SERVICE_STEADY_STATE")"));
  take(service_event("s2", kServiceAction, "2026-11-01T11:00:00Z",
                     R"("eventType":"INFO","eventName":"SERVICE_DESIRED_COUNT_UPDATED",)"
                     R"("desiredCount":4)"));
  take(ecs_event("c1", "AWS API Call via CloudTrail", "2026-11-01T10:59:59Z", "[]",
                 R"({"eventName":"UpdateService","userIdentity":{"arn":"arn:aws:iam::1:user/x"},)"
                 R"("requestParameters":{"cluster":"prod","service":"web"}})"));
  take(service_event("o1", kServiceAction, "2026-11-01T12:00:00Z",
                     R"("eventName":"SERVICE_STEADY_STATE",)"
                     R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/test")",
                     "web"));
  take_living("prod/aaaa", "RUNNING", "2026-11-01T11:00:30Z");
  take_stop({.task = "prod/bbbb"});

  const auto service = find_service(store_, web_);
  ASSERT_TRUE(service) << service.error().message;
  std::vector<std::string> names;
  for (const auto& event : service->events) names.push_back(event.name);
  EXPECT_THAT(names,
              ElementsAre("SERVICE_DESIRED_COUNT_UPDATED", "UpdateService", "SERVICE_STEADY_STATE"))
      << "the old form of the ARN was of another cluster's service";
  EXPECT_EQ(service->events[1].text, "UpdateService called by arn:aws:iam::1:user/x");
  ASSERT_TRUE(service->desired);
  EXPECT_EQ(service->desired->count, 4);
  EXPECT_EQ(service->running, 1U);
  EXPECT_EQ(service->stopped, 1U);
  EXPECT_EQ(find_service(store_, web_, 1)->events.size(), 1U);
  EXPECT_EQ(find_service(store_, {web_.scope, "prod", "api"}).error().kind, ErrorKind::kNotFound);
}

TEST_F(ServicesTest, TakeTheDesiredCountFromADescription) {
  const auto described = parse_described_services(
      R"({"services":[{"serviceArn":"arn:aws:ecs:us-east-1:111122223333:service/web",)"
      R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod","desiredCount":2,)"
      R"("runningCount":1,"status":"ACTIVE","extra":{"kept":true}}],"failures":[]})",
      *parse_rfc3339("2026-11-01T10:00:00Z"));
  ASSERT_TRUE(described) << described.error().message;
  storage::Commit commit;
  commit.documents.push_back(to_document(described->front()));
  ASSERT_TRUE(store_.commit(std::move(commit)));

  const auto service = find_service(store_, web_);
  ASSERT_TRUE(service);
  EXPECT_EQ(service->desired->count, 2);
  EXPECT_EQ(service->arn, "arn:aws:ecs:us-east-1:111122223333:service/web");
  EXPECT_THAT(service->described->json, testing::HasSubstr(R"("extra":{"kept":true})"));
  EXPECT_EQ(list_described_services(store_)->size(), 1U);

  take(service_event("s", kServiceAction, "2026-11-01T09:00:00Z",
                     R"("eventName":"SERVICE_DESIRED_COUNT_UPDATED","desiredCount":9)"));
  EXPECT_EQ(find_service(store_, web_)->desired->count, 2) << "that was before";
}

TEST_F(ServicesTest, RefuseWhatIsNoDescription) {
  for (const auto* text : {"[]", "{}", R"({"services":{}})", R"({"services":[1]})",
                           R"({"services":[{"serviceArn":"x","desiredCount":1}]})",
                           R"({"serviceArn":"arn:aws:ecs:r:1:service/c/s"})"}) {
    EXPECT_EQ(parse_described_services(text, {}).error().kind, ErrorKind::kInvalid) << text;
  }
}

TEST_F(ServicesTest, AreListedWithTheirClusters) {
  take_stop({.task = "prod/aaaa"});
  take_stop({.task = "prod/bbbb", .service = "api"});
  take_living("test/cccc", "RUNNING", "2026-11-01T10:00:00Z");
  const auto clusters = *list_clusters(store_, {.stopped_only = false});
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters[0].key.cluster, "prod");
  EXPECT_EQ(clusters[0].tasks, 2U);
  std::vector<std::string> names;
  const auto services = list_services(store_, {.stopped_only = false});
  for (const auto& service : *services) {
    names.push_back(service.key.cluster + "/" + service.key.service);
  }
  EXPECT_THAT(names, ElementsAre("prod/api", "prod/web", "test/web"));
  EXPECT_EQ(list_services(store_, {.filter = {.cluster = "prod"}})->size(), 2U);
}

}  // namespace
}  // namespace epitaph::ledger
