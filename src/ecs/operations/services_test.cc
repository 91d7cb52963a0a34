#include "base/time_text.h"
#include "ecs/ecs_world.h"
#include "ledger/described_service.h"

namespace epitaph::ecs {
namespace {

class Services : public EcsWorld {
 protected:
  void take_action(std::string_view id, std::string_view at, std::string_view members,
                   std::string_view service = "prod/web") {
    take(ledger::service_event(
        id, "ECS Service Action", at,
        fmt::format(R"("eventType":"INFO","createdAt":"{}",{})", at, members), service));
  }
  void take_deployment(std::string_view id, std::string_view at, std::string_view state,
                       std::string_view deployment) {
    take(ledger::service_event(
        id, "ECS Deployment State Change", at,
        fmt::format(
            R"("eventType":"INFO","eventName":"SERVICE_DEPLOYMENT_{}","deploymentId":"{}","updatedAt":"{}",)"
            R"("reason":"ECS deployment {}.")",
            state, deployment, at, deployment)));
  }
  boost::json::object web() {
    return output("DescribeServices", R"({"cluster":"prod","services":["web"]})")
        .at("services")
        .at(0)
        .as_object();
  }
};

TEST_F(Services, AreThoseOfTasksAndOfEvents) {
  take_stop({.task = "prod/11111111111111111111111111111111", .service = "web"});
  take_action("a", "2026-11-01T10:00:00Z", R"("eventName":"SERVICE_STEADY_STATE")", "prod/quiet");
  EXPECT_EQ(output_text("ListServices", R"({"cluster":"prod"})"),
            R"({"serviceArns":["arn:aws:ecs:us-east-1:111122223333:service/prod/quiet",)"
            R"("arn:aws:ecs:us-east-1:111122223333:service/prod/web"]})");
  EXPECT_EQ(output_text("ListServices", R"({"cluster":"prod","launchType":"EC2"})"),
            R"({"serviceArns":[]})");
}

TEST_F(Services, AreListedTenAtATime) {
  for (char c = 'a'; c < 'l'; ++c) {
    take_action(std::string(1, c), "2026-11-01T10:00:00Z", R"("eventName":"X")",
                fmt::format("prod/{}", c));
  }
  const auto first = output("ListServices", R"({"cluster":"prod"})");
  EXPECT_EQ(first.at("serviceArns").as_array().size(), 10U);
  EXPECT_EQ(output_text("ListServices", fmt::format(R"({{"cluster":"prod","nextToken":"{}"}})",
                                                    first.at("nextToken").as_string().c_str())),
            R"({"serviceArns":["arn:aws:ecs:us-east-1:111122223333:service/prod/k"]})");
}

TEST_F(Services, TellWhatEventsAndTasksTell) {
  take_deployment("d1", "2026-11-01T08:00:00.5Z", "IN_PROGRESS", "ecs-svc/110");
  take_deployment("d2", "2026-11-01T08:05:00Z", "COMPLETED", "ecs-svc/110");
  take_deployment("d3", "2026-11-01T09:00:00Z", "IN_PROGRESS", "ecs-svc/111");
  take_action("a1", "2026-11-01T09:01:00Z",
              R"("eventName":"SERVICE_DESIRED_COUNT_UPDATED","desiredCount":3)");
  take_action("a2", "2026-11-01T09:02:00Z", R"("eventName":"SERVICE_STEADY_STATE")");
  take(ledger::task_event(
      "t", 2, "2026-11-01T10:01:00Z",
      R"("lastStatus":"RUNNING","desiredStatus":"RUNNING","updatedAt":"2026-11-01T10:01:00Z",)"
      R"("group":"service:web","startedBy":"ecs-svc/111","launchType":"FARGATE",)"
      R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",)"
      R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
      "prod/22222222222222222222222222222222"));
  take_living("prod/33333333333333333333333333333333", "PENDING", "2026-11-01T10:00:00Z");
  take_stop({.task = "prod/44444444444444444444444444444444", .started_by = "ecs-svc/110"});

  auto service = web();
  EXPECT_EQ(
      boost::json::serialize(service.at("events")),
      R"([{"id":"a2","createdAt":1.79352372E9,"message":"(service web) has reached a steady )"
      R"(state."},{"id":"a1","createdAt":1.79352366E9,"message":"(service web) has a desired )"
      R"(count of 3."},{"id":"d2","createdAt":1.7935203E9,"message":"(service web) (deployment )"
      R"(ecs-svc/110) deployment completed."}])");
  service.erase("events");
  EXPECT_EQ(
      boost::json::value(service),
      boost::json::parse(
          R"({"serviceArn":"arn:aws:ecs:us-east-1:111122223333:service/prod/web",)"
          R"("serviceName":"web","clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
          R"("status":"ACTIVE","desiredCount":3,"runningCount":1,"pendingCount":1,)"
          R"("taskDefinition":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",)"
          R"("launchType":"FARGATE","deployments":[{"id":"ecs-svc/111","status":"PRIMARY","desiredCount":3,)"
          R"("pendingCount":1,"runningCount":1,"createdAt":1793523600.0,)"
          R"("updatedAt":1793523600.0,"rolloutState":"IN_PROGRESS",)"
          R"("rolloutStateReason":"ECS deployment ecs-svc/111.","launchType":"FARGATE",)"
          R"("taskDefinition":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7"}]})"))
      << boost::json::serialize(service);
}

TEST_F(Services, KeepAnOlderDeploymentWhileItHasTasks) {
  take_deployment("d1", "2026-11-01T10:00:00Z", "COMPLETED", "ecs-svc/111");
  take_deployment("d2", "2026-11-01T11:00:00Z", "IN_PROGRESS", "ecs-svc/222");
  take_living("prod/22222222222222222222222222222222", "RUNNING", "2026-11-01T10:00:00Z");
  const auto service = web();
  const auto& deployments = service.at("deployments").as_array();
  ASSERT_EQ(deployments.size(), 2U);
  EXPECT_EQ(deployments[0].at("id"), "ecs-svc/222");
  EXPECT_EQ(deployments[0].at("status"), "PRIMARY");
  EXPECT_EQ(deployments[1].at("id"), "ecs-svc/111");
  EXPECT_EQ(deployments[1].at("status"), "ACTIVE");
}

TEST_F(Services, TakeNoDeploymentForTheNewestOnlyBecauseItsTasksStoppedLast) {
  take_deployment("d1", "2026-11-01T10:00:00Z", "COMPLETED", "ecs-svc/222");
  take_stop({.task = "prod/11111111111111111111111111111111",
             .at = "2026-11-01T10:05:00Z",
             .started_by = "ecs-svc/111"});
  const auto service = web();
  const auto& deployments = service.at("deployments").as_array();
  ASSERT_EQ(deployments.size(), 1U);
  EXPECT_EQ(deployments[0].at("id"), "ecs-svc/222");
}

TEST_F(Services, AreInactiveOnceDeleted) {
  take_stop({.task = "prod/11111111111111111111111111111111"});
  const auto call = [&](std::string_view id, std::string_view at, std::string_view operation) {
    take(ledger::ecs_event(
        id, "AWS API Call via CloudTrail", at, "[]",
        fmt::format(R"({{"eventSource":"ecs.amazonaws.com","eventName":"{}","requestParameters":)"
                    R"({{"cluster":"prod","service":"web"}},"awsRegion":"us-east-1",)"
                    R"("recipientAccountId":"111122223333"}})",
                    operation)));
  };
  call("c1", "2026-11-01T10:00:00Z", "UpdateService");
  EXPECT_EQ(web().at("status"), "ACTIVE");
  call("c2", "2026-11-01T11:00:00Z", "DeleteService");
  EXPECT_EQ(web().at("status"), "INACTIVE");
}

TEST_F(Services, ShowAHundredEventsNewestFirst) {
  for (int n = 0; n < 105; ++n) {
    take_action(fmt::format("a{:03}", n), fmt::format("2026-11-01T10:{:02}:{:02}Z", n / 60, n % 60),
                R"("eventName":"SERVICE_STEADY_STATE")");
  }
  const auto service = web();
  const auto& events = service.at("events").as_array();
  ASSERT_EQ(events.size(), 100U);
  EXPECT_EQ(events[0].at("id"), "a104");
  EXPECT_EQ(events[99].at("id"), "a005");
}

TEST_F(Services, FindTheEventsOfAnArnOfTheOldForm) {
  take_action("a1", "2026-11-01T10:00:00Z",
              R"("eventName":"SERVICE_STEADY_STATE",)"
              R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
              "web");
  take_action("a2", "2026-11-01T10:00:00Z",
              R"("eventName":"SERVICE_STEADY_STATE",)"
              R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/other")",
              "web");
  take_stop({.task = "prod/11111111111111111111111111111111"});
  EXPECT_EQ(web().at("events").as_array().size(), 1U);
}

TEST_F(Services, AreLaidUponWhatAwsSaidOfThem) {
  const auto described = ledger::parse_described_services(
      R"({"services":[{"serviceArn":"arn:aws:ecs:us-east-1:111122223333:service/prod/web",)"
      R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod","status":"DRAINING",)"
      R"("desiredCount":2,"runningCount":2,"pendingCount":0,"schedulingStrategy":"REPLICA",)"
      R"("createdAt":"2026-10-01T10:00:00Z","deployments":[{"id":"ecs-svc/9",)"
      R"("status":"PRIMARY","createdAt":"2026-10-01T10:00:00Z"}],"events":[{"id":"old",)"
      R"("createdAt":1790848800.0,"message":"(service web) was born."}]}]})",
      *parse_rfc3339("2026-11-01T09:00:00Z"));
  ASSERT_TRUE(described) << described.error().message;
  storage::Commit commit;
  commit.documents.push_back(ledger::to_document(described->front()));
  ASSERT_TRUE(store_.commit(std::move(commit)));
  EXPECT_EQ(output_text("ListServices", R"({"cluster":"prod"})"),
            R"({"serviceArns":["arn:aws:ecs:us-east-1:111122223333:service/prod/web"]})");
  const auto before = web();
  EXPECT_EQ(before.at("status"), "DRAINING");
  EXPECT_EQ(before.at("schedulingStrategy"), "REPLICA");
  EXPECT_EQ(before.at("createdAt"), 1790848800.0);
  EXPECT_EQ(before.at("runningCount"), 2);
  EXPECT_EQ(before.at("deployments").at(0).at("createdAt"), 1790848800.0);

  take_action("early", "2026-11-01T08:00:00Z", R"("eventName":"SERVICE_STEADY_STATE")");
  take_action("late", "2026-11-01T10:00:00Z",
              R"("eventName":"SERVICE_DESIRED_COUNT_UPDATED","desiredCount":5)");
  take_living("prod/22222222222222222222222222222222", "RUNNING", "2026-11-01T10:00:00Z");
  const auto after = web();
  EXPECT_EQ(after.at("desiredCount"), 5);
  EXPECT_EQ(after.at("runningCount"), 1);
  EXPECT_EQ(after.at("deployments").at(0).at("id"), "ecs-svc/111");
  std::string events;
  for (const auto& event : after.at("events").as_array()) {
    events += fmt::format("{} ", std::string_view{event.at("id").as_string()});
  }
  EXPECT_EQ(events, "late old ");
}

TEST_F(Services, AreMissingOrRefused) {
  take_stop({.task = "prod/11111111111111111111111111111111"});
  EXPECT_EQ(output_text("DescribeServices", R"({"cluster":"prod","services":["none"]})"),
            R"({"services":[],"failures":[{"arn":"arn:aws:ecs:us-east-1:111122223333:service/)"
            R"(prod/none","reason":"MISSING"}]})");
  constexpr std::string_view kInvalid = "InvalidParameterException";
  constexpr Refusal kRefusals[] = {
      {"none", "DescribeServices", "{}", kInvalid, "Services cannot be empty."},
      {"eleven", "DescribeServices",
       R"({"services":["a","a","a","a","a","a","a","a","a","a","a"]})", kInvalid,
       "services can have at most 10 items."},
      {"another cluster's", "DescribeServices",
       R"({"cluster":"x","services":["arn:aws:ecs:us-east-1:1:service/prod/web"]})", kInvalid,
       "Invalid identifier: Identifier is for cluster prod. Your cluster is x"},
      {"no such cluster", "DescribeServices", R"({"services":["web"]})", "ClusterNotFoundException",
       "Cluster not found."},
      {"no such cluster to list", "ListServices", "{}", "ClusterNotFoundException",
       "Cluster not found."},
      {"a scheduling strategy", "ListServices", R"({"schedulingStrategy":"DAEMON"})", kInvalid,
       "schedulingStrategy is not available in this version of Epitaph."},
  };
  expect_refused(kRefusals);
}

}  // namespace
}  // namespace epitaph::ecs
