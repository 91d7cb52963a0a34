#include "api/task_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnosis/diagnose.h"
#include "ledger/test_events.h"

namespace epitaph::api {
namespace {

using testing::HasSubstr;
using testing::Not;

ledger::DiagnosedTask stopped_task() {
  const std::vector<std::string> events = {
      ledger::task_event(
          "e1", 1, "2026-11-01T10:00:00Z",
          R"("lastStatus":"RUNNING","desiredStatus":"RUNNING","createdAt":"2026-11-01T09:59:50Z")"),
      ledger::task_event(
          "e2", 5, "2026-11-01T11:00:00Z",
          R"("lastStatus":"STOPPED","desiredStatus":"STOPPED","stopCode":"TaskFailedToStart",)"
          R"("createdAt":"2026-11-01T09:59:50Z","stoppedAt":"2026-11-01T11:00:00Z",)"
          R"("stoppedReason":"CannotPullContainerError: https://b.s3/x?X-Amz-Signature=s3cret i/o timeout",)"
          R"("containers":[{"name":"app","reason":"see https://b.s3/x?X-Amz-Signature=s3cret"}],)"
          R"("overrides":{"containerOverrides":[{"name":"app","environment":[{"name":"K","value":"s3cret"}]}]})")};
  auto record = *ledger::fold_task(events);
  auto diagnosis = diagnosis::diagnose(record.task);
  return {std::move(record), std::move(diagnosis)};
}

TEST(TaskJson, HasEcsOwnMembersAndOurs) {
  const auto out = task_json(stopped_task());
  EXPECT_EQ(out.at("lastStatus"), "STOPPED");
  EXPECT_EQ(out.at("taskId"), "0f1e2d3c");
  EXPECT_EQ(out.at("account"), "111122223333");
  EXPECT_EQ(out.at("region"), "us-east-1");
  EXPECT_TRUE(out.at("diagnosis").is_object());
}

TEST(TaskJson, ShowsNoSecretAnywhere) {
  const auto text = boost::json::serialize(task_page_json(stopped_task()));
  EXPECT_THAT(text, Not(HasSubstr("s3cret")));
  EXPECT_THAT(text, HasSubstr("?***"));
}

TEST(TaskJson, TellsTheWholeLifeOnTheTasksOwnPage) {
  const auto out = task_page_json(stopped_task());
  ASSERT_EQ(out.at("timeline").as_array().size(), 2U);
  const auto& last = out.at("timeline").as_array()[1].as_object();
  EXPECT_EQ(last.at("eventId"), "e2");
  EXPECT_EQ(last.at("changes").as_array()[0], "RUNNING → STOPPED");
  EXPECT_EQ(out.at("phases").as_array()[0].as_object().at("name"), "cleanup");
  EXPECT_EQ(out.at("duplicates"), 0);
}

TEST(TaskJson, HasNoDiagnosisBeforeAnyStop) {
  const std::vector<std::string> events = {ledger::task_event(
      "e1", 1, "2026-11-01T10:00:00Z", R"("lastStatus":"RUNNING","desiredStatus":"RUNNING")")};
  auto record = *ledger::fold_task(events);
  auto diagnosis = diagnosis::diagnose(record.task);
  EXPECT_TRUE(task_json({std::move(record), std::move(diagnosis)}).at("diagnosis").is_null());
}

}  // namespace
}  // namespace epitaph::api
