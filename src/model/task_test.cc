#include "model/task.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

using std::chrono::milliseconds;
constexpr auto kMoment = Timestamp{milliseconds{1725979307410}};

TEST(Task, ReadsTheDetailOfAnEvent) {
  const auto task = parse_task(R"({
    "taskArn": "arn:aws:ecs:r:1:task/prod/a1", "group": "service:checkout", "version": 5,
    "taskDefinitionArn": "arn:aws:ecs:r:1:task-definition/checkout:17", "stoppedAt": "2024-09-10T14:41:47.41Z",
    "lastStatus": "STOPPED", "desiredStatus": "STOPPED",
    "containers": [{"name": "app", "exitCode": 3221225786, "healthStatus": "UNHEALTHY",
                    "networkBindings": [{"containerPort": 80, "hostPort": 32768}]},
                   {"name": "side", "networkBindings": []}, 7]})");
  ASSERT_TRUE(task) << task.error().message;
  EXPECT_EQ(task->service(), "checkout");
  EXPECT_EQ(task->family(), "checkout");
  EXPECT_EQ(task->version, 5);
  EXPECT_EQ(task->stopped_at, kMoment);
  ASSERT_EQ(task->containers.size(), 2U);
  EXPECT_EQ(task->containers[0].exit_code, 3221225786);
  EXPECT_EQ(task->containers[0].health_status, "UNHEALTHY");
  EXPECT_FALSE(task->containers[0].network_bindings.empty());
  EXPECT_TRUE(task->containers[1].network_bindings.empty());
  EXPECT_FALSE(task->containers[1].exit_code) << "an absent code is not 0";
}

TEST(Task, ReadsThePortsThatAContainerWasLent) {
  const auto task = parse_task(R"({"taskArn":"arn:aws:ecs:r:1:task/a1","containers":[
    {"name":"app","networkBindings":[
      {"bindIP":"0.0.0.0","containerPort":8080,"hostPort":32768,"protocol":"tcp"},
      {"bindIP":"::","containerPortRange":"9000-9009","hostPortRange":"49153-49162","protocol":"udp"},
      {"containerPort":53}, {}, 7]},
    {"Name":"copied","NetworkBindings":[{"BindIP":"10.0.0.1","ContainerPort":80,"HostPort":80,"Protocol":"tcp"}]},
    {"name":"odd","networkBindings":{"hostPort":1}}, {"name":"none","networkBindings":[]}]})");
  ASSERT_TRUE(task) << task.error().message;
  const auto text = [&](std::size_t container) {
    std::string all;
    for (const auto& binding : task->containers[container].network_bindings) {
      all += to_string(binding) + ";";
    }
    return all;
  };
  EXPECT_EQ(text(0), "0.0.0.0:32768->8080/tcp;[::]:49153-49162->9000-9009/udp;53;;");
  EXPECT_EQ(text(1), "10.0.0.1:80->80/tcp;");
  EXPECT_EQ(text(2), "");
  EXPECT_EQ(text(3), "");
}

TEST(Task, ReadsTimesInAllThreeForms) {
  for (const std::string_view time :
       {R"("stoppedAt":"2024-09-10T14:41:47.41Z")", R"("stoppedAt":1725979307.41)",
        R"("StoppedAt":1725979307410)"}) {
    SCOPED_TRACE(time);
    const auto task = parse_task(
        std::string{R"({"taskArn":"arn:aws:ecs:r:1:task/a1",)"}.append(time).append("}"));
    ASSERT_TRUE(task);
    EXPECT_EQ(task->stopped_at, kMoment);
  }
}

TEST(Task, KeepsTheTimesOfTheStopAsTheyAreWritten) {
  const auto written = [](std::string_view value) {
    return parse_task(R"({"taskArn":"arn:aws:ecs:r:1:task/a1","stoppingAt":)" + std::string{value} +
                      "}")
        ->stopping_at_text;
  };
  EXPECT_EQ(written(R"("2024-09-10T14:41:47.4Z")"), "2024-09-10T14:41:47.4Z");
  EXPECT_EQ(written("1725979307.41"), "1725979307.41");
  EXPECT_EQ(written("1725979307410"), "1725979307410");
  EXPECT_EQ(written("true"), "");
}

TEST(Task, TakesAMemberOfAWrongTypeAsAbsent) {
  const auto task = parse_task(
      R"({"taskArn":"arn:aws:ecs:r:1:task/a1","version":"x","startedAt":[],"containers":{},"group":1,"stoppedAt":1e300})");
  ASSERT_TRUE(task);
  EXPECT_EQ(task->version, 0);
  EXPECT_FALSE(task->started_at);
  EXPECT_FALSE(task->stopped_at);
  EXPECT_TRUE(task->containers.empty());
}

TEST(Task, NeedsItsArn) {
  for (const std::string_view detail : {"{}", "[]", "", R"({"taskArn":"x"})"}) {
    EXPECT_FALSE(parse_task(detail)) << detail;
  }
}

}  // namespace
}  // namespace epitaph
