#include "intake/descriptions.h"

#include <gtest/gtest.h>

#include "ledger/described_service.h"
#include "ledger/task_definitions.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::intake {
namespace {

constexpr std::string_view kDefinition =
    R"({"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3",)"
    R"("containerDefinitions":[{"name":"app"}]}})";
constexpr std::string_view kService =
    R"({"services":[{"serviceArn":"arn:aws:ecs:eu-west-1:111122223333:service/prod/web",)"
    R"("clusterArn":"arn:aws:ecs:eu-west-1:111122223333:cluster/prod","serviceName":"web",)"
    R"("status":"ACTIVE","desiredCount":2,"runningCount":1,"pendingCount":1,"events":[{"id":"e"}]}]})";
constexpr Timestamp kDescribedAt{std::chrono::hours{500'000}};

TEST(Descriptions, AreKeptWhereTheLedgerLooksForThem) {
  storage::MemoryStorage store;
  const auto batch = read_batch(std::string{kDefinition} + "\n" + std::string{kService});
  std::vector<Rejection> rejected;
  const auto kept = keep_descriptions(batch.descriptions, store, kDescribedAt, rejected);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->task_definitions, 1U);
  EXPECT_EQ(kept->services, 1U);
  EXPECT_TRUE(rejected.empty());
  EXPECT_TRUE(*ledger::find_task_definition(
      store, "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3"));
  ASSERT_EQ(ledger::list_described_services(store)->size(), 1U);
  EXPECT_EQ(ledger::list_described_services(store)->front().desired_count, 2);
}

TEST(Descriptions, ThatCannotBeReadAreNamedByTheirPlace) {
  storage::MemoryStorage store;
  const auto batch =
      read_batch(std::string{kDefinition} + R"({"taskDefinition":{"family":"web"}})");
  std::vector<Rejection> rejected;
  EXPECT_EQ(keep_descriptions(batch.descriptions, store, kDescribedAt, rejected)->task_definitions,
            1U);
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected.front().index, 1U);
}

}  // namespace
}  // namespace epitaph::intake
