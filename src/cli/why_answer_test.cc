#include "cli/why_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"

namespace epitaph::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kTask = R"({
  "taskId": "0f1e", "taskArn": "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e", "clusterArn": "arn:x:cluster/prod",
  "account": "111122223333", "region": "us-east-1", "group": "service:web", "launchType": "FARGATE",
  "taskDefinitionArn": "arn:x:task-definition/web:3", "lastStatus": "STOPPED",
  "startedAt": "2026-11-01T09:00:00Z", "stoppedAt": "2026-11-01T10:00:00Z",
  "containers": [{"name": "envoy", "exitCode": 0}, {"name": "app", "exitCode": 137}, {"name": "init"}],
  "diagnosis": {"cause": "out-of-memory", "kind": "failure", "confidence": "certain", "container": "app",
    "headline": "Container app ran out of memory.",
    "evidence": [{"path": "containers[1].exitCode", "value": "137"}, {"path": "stoppedReason", "value": "bad \u001b[31m"}],
    "checks": ["Raise the memory.", "Look for a leak."], "link": "https://docs.aws.amazon.com/x"},
  "phases": [{"name": "running", "begin": "2026-11-01T09:00:00Z", "durationMs": 200000}]})";

boost::json::object task() { return boost::json::parse(kTask).as_object(); }

std::string answer(const boost::json::object& task) {
  return why_answer(task, *parse_rfc3339("2026-11-04T10:00:00Z"), true, 80);
}

TEST(WhyAnswer, SaysItAllOnOneScreen) {
  EXPECT_EQ(answer(task()),
            "Container app ran out of memory.\n"
            "out-of-memory · failure · certain\n"
            "\n"
            "Service web (web:3), cluster prod, us-east-1, 111122223333, FARGATE\n"
            "Stopped 2026-11-01 10:00:00 UTC, 3d ago, after running 3m 20s\n"
            "Task 0f1e\n"
            "\n"
            "What says so\n"
            "  containers[1].exitCode  137\n"
            "  stoppedReason           bad \\u001b[31m\n"
            "\n"
            "What to do next\n"
            "  1. Raise the memory.\n"
            "  2. Look for a leak.\n"
            "  https://docs.aws.amazon.com/x\n"
            "\n"
            "What else is known\n"
            "  containers  app exit 137, envoy exit 0, init without an exit code\n"
            "  phases      running 3m 20s\n");
}

TEST(WhyAnswer, StaysShortWhateverTheTaskSays) {
  auto loud = task();
  auto& diagnosis = loud.at("diagnosis").as_object();
  for (int i = 0; i < 9; ++i) {
    diagnosis.at("evidence")
        .as_array()
        .push_back({{"path", "stoppedReason"}, {"value", std::string(900, 'x')}});
  }
  loud["context"] = {{"sameFailure", {{"count", 12}, {"recent", 3}, {"issue", "0f1e"}}}};
  const auto text = answer(loud);
  EXPECT_LE(std::ranges::count(text, '\n'), std::ptrdiff_t{kAnswerLinesMax});
  EXPECT_THAT(text, HasSubstr("Seen 12 times, 3 within a day"));
  EXPECT_THAT(text, HasSubstr("epitaph why -o wide has the rest"));
  EXPECT_THAT(text, HasSubstr("2. Look for a leak."));
}

TEST(WhyAnswer, KeepsTheEndOfALongError) {
  auto long_error = task();
  auto& quote = long_error.at("diagnosis").at("evidence").as_array()[1].as_object();
  quote["value"] = "CannotPullContainerError: " + std::string(200, 'r') +
                   " – dial tcp 52.46.132.68:443: i/o timeout";
  EXPECT_THAT(answer(long_error),
              HasSubstr("  stoppedReason           CannotPullContainerError:\n"
                        "                          … – dial tcp 52.46.132.68:443: i/o timeout\n"));
  quote["value"] = std::string(200, 'r') + std::string(200, 's');
  EXPECT_THAT(answer(long_error), HasSubstr("…" + std::string(52, 's') + "\n"));
}

TEST(WhyAnswer, SaysWhenNothingHasStopped) {
  const auto text =
      answer(boost::json::parse(R"({"lastStatus":"RUNNING","diagnosis":null,"taskId":"0f1e"})")
                 .as_object());
  EXPECT_THAT(text, StartsWith("It has not been stopped: RUNNING.\n"));
  EXPECT_THAT(text, Not(HasSubstr("What says so")));
}

}  // namespace
}  // namespace epitaph::cli
