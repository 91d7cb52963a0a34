#include "cli/why_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"

namespace epitaph::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kStoppedTask = R"({
  "taskArn": "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e", "clusterArn": "arn:x:cluster/prod",
  "group": "service:web", "taskDefinitionArn": "arn:x:task-definition/web:3", "lastStatus": "STOPPED",
  "stoppedAt": "2026-11-01T10:00:00Z", "stoppedReason": "bad \u001b[31m reason",
  "containers": [{"name": "app", "lastStatus": "STOPPED", "exitCode": 137}],
  "diagnosis": {"cause": "out-of-memory", "kind": "failure", "confidence": "certain", "container": "app",
    "headline": "Container app ran out of memory.", "evidence": [{"path": "containers[0].exitCode", "value": "137"}],
    "checks": ["Raise the memory.", "Look for a leak."], "link": "https://docs.aws.amazon.com/x"},
  "phases": [{"name": "running", "begin": "2026-11-01T09:00:00Z", "durationMs": 200000}],
  "timeline": [{"time": "2026-11-01T10:00:00Z", "version": 5, "changes": ["RUNNING → STOPPED", "app: exit 137"]}]})";

TEST(WhyPage, BeginsWithTheAnswerAndGivesItsReasons) {
  const auto now = *parse_rfc3339("2026-11-04T10:00:00Z");
  const auto page = why_page(boost::json::parse(kStoppedTask).as_object(), now, true);
  EXPECT_THAT(page,
              StartsWith("Container app ran out of memory.\nout-of-memory · failure · certain\n"));
  EXPECT_THAT(page, HasSubstr("2026-11-01 10:00:00 UTC (3d ago)"));
  EXPECT_THAT(page, HasSubstr("  containers[0].exitCode  137\n"));
  EXPECT_THAT(page, HasSubstr("  2. Look for a leak.\n"));
  EXPECT_THAT(page, HasSubstr("running 3m 20s"));
  EXPECT_THAT(page, HasSubstr("5        RUNNING → STOPPED\n"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

TEST(WhyPage, TellsThePortsOfTheHost) {
  const auto task = boost::json::parse(R"({"lastStatus":"RUNNING","diagnosis":null,"containers":[
    {"name":"app\u001b","networkBindings":[
      {"bindIP":"0.0.0.0","containerPort":8080,"hostPort":32768,"protocol":"tcp"},
      {"bindIP":"::","containerPortRange":"9000-9009","hostPortRange":"49153-49162","protocol":"udp"}]},
    {"name":"side","networkBindings":[]}]})")
                        .as_object();
  const auto page = why_page(task, {}, true);
  EXPECT_THAT(page, HasSubstr("0.0.0.0:32768->8080/tcp, [::]:49153-49162->9000-9009/udp\n"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("ports of side")));
}

TEST(WhyPage, SaysWhenNothingHasStopped) {
  const auto page = why_page(
      boost::json::parse(R"({"lastStatus":"RUNNING","diagnosis":null})").as_object(), {}, true);
  EXPECT_THAT(page, StartsWith("It has not been stopped: RUNNING.\n"));
}

}  // namespace
}  // namespace epitaph::cli
