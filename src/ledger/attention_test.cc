#include "ledger/attention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/described_service.h"
#include "ledger/ledger_world.h"
#include "ledger/subject.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class AttentionTest : public LedgerWorld {
 protected:
  std::vector<AttentionRow> rows(std::string_view now = "2026-11-01T12:00:00Z") {
    auto found = find_attention(store_, {}, *parse_rfc3339(now));
    EXPECT_TRUE(found) << found.error().message;
    return *std::move(found);
  }

  std::vector<std::string> told(std::string_view now = "2026-11-01T12:00:00Z") {
    std::vector<std::string> texts;
    for (const auto& row : rows(now)) {
      texts.push_back(fmt::format("{} {} {}/{} x{}", to_string(row.severity), to_string(row.kind),
                                  row.cluster, row.service, row.count));
    }
    return texts;
  }

  void take_failures(int count, std::string_view started_at, std::string_view service = "web") {
    for (int i = 0; i < count; ++i) {
      take_stop({.task = fmt::format("prod/{}{:04}", service, i),
                 .at = fmt::format("2026-11-01T11:4{}:00Z", i),
                 .service = service,
                 .started_at = started_at});
    }
  }

  void take_action(std::string_view id, std::string_view at, std::string_view type,
                   std::string_view name, std::string_view more = "") {
    take(service_event(id, kServiceAction, at,
                       fmt::format(R"("eventType":"{}","eventName":"{}","createdAt":"{}"{})", type,
                                   name, at, more)));
  }
};

TEST_F(AttentionTest, SeesACrashLoop) {
  take_failures(3, "2026-11-01T11:39:00Z");
  const auto found = rows();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, AttentionKind::kCrashLoop);
  EXPECT_EQ(found[0].count, 3U);
  EXPECT_EQ(found[0].since, *parse_rfc3339("2026-11-01T11:40:00Z"));
  EXPECT_THAT(found[0].headline, HasSubstr("3 tasks of web failed young within 2m"));
  EXPECT_THAT(found[0].evidence, testing::Not(IsEmpty()));
  EXPECT_THAT(told("2026-11-01T13:00:00Z"), IsEmpty()) << "it has passed";
}

TEST_F(AttentionTest, SeesNoLoopInFewOrOldTasks) {
  take_failures(2, "2026-11-01T11:39:00Z");
  take_failures(5, "2026-11-01T09:00:00Z", "api");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AttentionTest, HearsWhatAServiceSays) {
  take_action("s1", "2026-11-01T11:00:00Z", "WARN", "SERVICE_TASK_START_IMPAIRED");
  take_action("s2", "2026-11-01T11:10:00Z", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE",
              R"(,"reason":"RESOURCE:CPU")");
  take_action("s3", "2026-11-01T11:20:00Z", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE",
              R"(,"reason":"RESOURCE:MEMORY")");
  EXPECT_THAT(told(), ElementsAre("critical service-event prod/web x2",
                                  "warning service-event prod/web x1"));
  EXPECT_EQ(rows()[0].headline, "web says SERVICE_TASK_PLACEMENT_FAILURE: RESOURCE:MEMORY");
  EXPECT_EQ(rows()[0].since, *parse_rfc3339("2026-11-01T11:10:00Z"));
  EXPECT_THAT(told("2026-11-01T13:30:00Z"), IsEmpty()) << "not said again";
  take_action("s4", "2026-11-01T11:30:00Z", "INFO", "SERVICE_STEADY_STATE");
  EXPECT_THAT(told(), IsEmpty()) << "all is well again";
}

TEST_F(AttentionTest, ShowsAFailedDeploymentUntilAnotherBegins) {
  const auto change = [this](std::string_view id, std::string_view at, int deployment,
                             std::string_view name) {
    take(service_event(id, kDeploymentStateChange, at,
                       fmt::format(R"("eventName":"SERVICE_DEPLOYMENT_{}","updatedAt":"{}",)"
                                   R"("deploymentId":"ecs-svc/{}")",
                                   name, at, deployment)));
  };
  change("d1", "2026-11-01T09:00:00Z", 1, "IN_PROGRESS");
  change("d2", "2026-11-01T09:10:00Z", 1, "FAILED");
  EXPECT_THAT(told(), ElementsAre("critical deployment-failed prod/web x1"));
  change("d3", "2026-11-01T10:00:00Z", 2, "IN_PROGRESS");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AttentionTest, MissesTheTasksOfAService) {
  take_action("s1", "2026-11-01T10:00:00Z", "INFO", "SERVICE_DESIRED_COUNT_UPDATED",
              R"(,"desiredCount":2)");
  EXPECT_THAT(told("2026-11-01T10:10:00Z"), IsEmpty()) << "give it time";
  EXPECT_THAT(told(), ElementsAre("critical no-running-task prod/web x1"));
  take_stop({.task = "prod/aaaa", .at = "2026-11-01T11:50:00Z"});
  EXPECT_THAT(told(), IsEmpty()) << "it had one ten minutes ago";
  const auto found = rows("2026-11-01T12:10:00Z");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].task, HasSubstr("aaaa"));
  EXPECT_EQ(found[0].since, *parse_rfc3339("2026-11-01T11:50:00Z"));
  take_living("prod/bbbb", "RUNNING", "2026-11-01T11:55:00Z");
  EXPECT_THAT(told("2026-11-01T12:10:00Z"), IsEmpty());
}

TEST_F(AttentionTest, KnowsADesiredCountFromADescription) {
  const auto describe = [this](std::string_view status, std::string_view at) {
    const auto described = *parse_described_services(
        fmt::format(R"({{"serviceArn":"arn:aws:ecs:us-east-1:111122223333:service/prod/web",)"
                    R"("desiredCount":1,"status":"{}"}})",
                    status),
        *parse_rfc3339(at));
    storage::Commit commit;
    commit.documents.push_back(to_document(described.front()));
    ASSERT_TRUE(store_.commit(std::move(commit)));
  };
  describe("ACTIVE", "2026-10-01T10:00:00Z");
  EXPECT_THAT(told(), ElementsAre("critical no-running-task prod/web x1"));
  describe("INACTIVE", "2026-10-01T11:00:00Z");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AttentionTest, HearsThatAClusterWentSilent) {
  take_living("prod/aaaa", "RUNNING", "2026-10-31T10:00:00Z");
  take_living("test/bbbb", "RUNNING", "2026-10-31T10:00:00Z");
  take_stop({.task = "test/cccc", .at = "2026-11-01T11:00:00Z"});
  EXPECT_THAT(told(), ElementsAre("warning silent-cluster prod/ x1"));
  take_action("s1", "2026-11-01T08:00:00Z", "INFO", "SERVICE_STEADY_STATE");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AttentionTest, SeesTasksThatAreStuck) {
  take_living("prod/aaaa", "PROVISIONING", "2026-11-01T11:30:00Z");
  take_living("prod/bbbb", "PENDING", "2026-11-01T11:20:00Z");
  take_living("prod/cccc", "PENDING", "2026-11-01T11:55:00Z");
  take_living("prod/dddd", "RUNNING", "2026-11-01T11:20:00Z");
  std::vector<std::string> headlines;
  for (const auto& row : rows()) headlines.push_back(row.headline);
  EXPECT_THAT(headlines, UnorderedElementsAre("task aaaa has not got past PROVISIONING for 30m",
                                              "task bbbb has not got past PENDING for 40m"));
}

}  // namespace
}  // namespace epitaph::ledger
