#include "ecs/ecs_world.h"

namespace epitaph::ecs {
namespace {

class Clusters : public EcsWorld {
 protected:
  void SetUp() override {
    take_stop({.task = "prod/11111111111111111111111111111111"});
    take_living("prod/22222222222222222222222222222222", "RUNNING", "2026-11-01T10:00:00Z");
    take_living("prod/33333333333333333333333333333333", "PENDING", "2026-11-01T10:00:00Z");
    take_living("prod/44444444444444444444444444444444", "PROVISIONING", "2026-11-01T10:00:00Z",
                "jobs");
    take_living("batch/55555555555555555555555555555555", "RUNNING", "2026-11-01T10:00:00Z");
    // Seen by an event of a service or an instance alone.
    take(ledger::service_event("e", "ECS Service Action", "2026-11-01T10:00:00Z",
                               R"("eventName":"SERVICE_STEADY_STATE")", "silent/web"));
    take(ledger::service_event("f", "ECS Service Action", "2026-11-01T10:00:00Z",
                               R"("eventName":"SERVICE_STEADY_STATE")", "silent/web2"));
  }
};

TEST_F(Clusters, AreThoseThatTheRecordHasSeen) {
  EXPECT_EQ(output_text("ListClusters", "{}"),
            R"({"clusterArns":["arn:aws:ecs:us-east-1:111122223333:cluster/batch",)"
            R"("arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
            R"("arn:aws:ecs:us-east-1:111122223333:cluster/silent"]})");
  scope_.account = "000000000000";
  EXPECT_EQ(output_text("ListClusters", "{}"), R"({"clusterArns":[]})");
}

TEST_F(Clusters, AreListedPageByPage) {
  const auto first = output("ListClusters", R"({"maxResults":2})");
  EXPECT_EQ(first.at("clusterArns").as_array().size(), 2U);
  EXPECT_EQ(output_text("ListClusters", fmt::format(R"({{"maxResults":2,"nextToken":"{}"}})",
                                                    first.at("nextToken").as_string().c_str())),
            R"({"clusterArns":["arn:aws:ecs:us-east-1:111122223333:cluster/silent"]})");
}

TEST_F(Clusters, CountWhatLivesInThem) {
  EXPECT_EQ(output_text("DescribeClusters", R"({"clusters":["prod"]})"),
            R"({"clusters":[{"clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
            R"("clusterName":"prod","status":"ACTIVE","runningTasksCount":1,)"
            R"("pendingTasksCount":2,"activeServicesCount":2,"statistics":[],"tags":[],)"
            R"("settings":[],"capacityProviders":[],"defaultCapacityProviderStrategy":[]}],)"
            R"("failures":[]})");
}

TEST_F(Clusters, AreMissingWhereNothingIsKnown) {
  EXPECT_EQ(output_text("DescribeClusters", "{}"),
            R"({"clusters":[],"failures":[{"arn":"arn:aws:ecs:us-east-1:111122223333:cluster/)"
            R"(default","reason":"MISSING"}]})");
}

TEST_F(Clusters, AreReachedByArnFromAnyAccount) {
  scope_ = {"000000000000", "eu-west-1"};
  const auto answer =
      output("DescribeClusters",
             R"({"clusters":["arn:aws:ecs:us-east-1:111122223333:cluster/silent","prod"]})");
  EXPECT_EQ(answer.at("clusters").at(0).at("activeServicesCount"), 2);
  EXPECT_EQ(answer.at("failures").at(0).at("arn"),
            "arn:aws:ecs:eu-west-1:000000000000:cluster/prod");
}

TEST_F(Clusters, RefuseInTheWordsOfEcs) {
  constexpr Refusal kRefusals[] = {
      {"an include of no meaning", "DescribeClusters", R"({"include":["ALL"]})",
       "InvalidParameterException",
       "include should be one of [ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]"},
      {"no token of ours", "ListClusters", R"({"nextToken":"x"})", "InvalidParameterException",
       "Invalid token."},
  };
  expect_refused(kRefusals);
}

}  // namespace
}  // namespace epitaph::ecs
