#include "ecs/wire_task.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace epitaph::ecs {
namespace {

struct WireCase {
  std::string_view name, detail, task;
  bool tags = false;
};

constexpr WireCase kWireCases[] = {
    {"all eight times are numbers, updatedAt is gone",
     R"({"connectivityAt":"2024-09-10T14:41:47.4Z","createdAt":"2024-09-10T14:41:47.41Z",)"
     R"("executionStoppedAt":"2024-09-10T14:41:47.417Z","pullStartedAt":"2024-09-10T14:41:47Z",)"
     R"("updatedAt":"2024-09-10T14:41:48Z","pullStoppedAt":"2024-09-10T14:41:47Z",)"
     R"("startedAt":"2024-09-10T14:41:47Z","stoppedAt":"2024-09-10T14:41:47Z",)"
     R"("stoppingAt":"2024-09-10T14:41:47Z","version":6})",
     R"({"connectivityAt":1725979307.4,"createdAt":1725979307.41,)"
     R"("executionStoppedAt":1725979307.417,"pullStartedAt":1725979307.0,)"
     R"("pullStoppedAt":1725979307.0,"startedAt":1725979307.0,"stoppedAt":1725979307.0,)"
     R"("stoppingAt":1725979307.0,"version":6})"},
    {"numbers are times already", R"({"createdAt":1725979307.41,"stoppedAt":1725979307.0})",
     R"({"createdAt":1725979307.41,"stoppedAt":1725979307.0})"},
    {"what is no time is left out", R"({"createdAt":"soon","startedAt":[],"cpu":"256"})",
     R"({"cpu":"256"})"},
    {"types of attachments",
     R"({"attachments":[{"id":"a","type":"eni","status":"DELETED","details":[]},{"type":"sdi"},)"
     R"({"type":"AmazonElasticBlockStorage"},{"type":"elb"},{"id":"none"},7]})",
     R"({"attachments":[{"id":"a","type":"ElasticNetworkInterface","status":"DELETED",)"
     R"("details":[]},{"type":"Service Connect"},{"type":"AmazonElasticBlockStorage"},)"
     R"({"type":"elb"},{"id":"none"},7]})"},
    {"managed agents",
     R"({"containers":[{"name":"app","exitCode":137,"managedAgents":[{"name":"ExecuteCommandAgent",)"
     R"("status":"STOPPED","lastStartedAt":"2024-09-10T14:41:47.5Z"}]}]})",
     R"({"containers":[{"name":"app","exitCode":137,"managedAgents":[{"name":"ExecuteCommandAgent",)"
     R"("lastStatus":"STOPPED","lastStartedAt":1725979307.5}]}]})"},
    {"ports of the host",
     R"({"containers":[{"name":"app","networkBindings":[{"bindIP":"0.0.0.0","containerPort":8080,)"
     R"("hostPort":32768,"protocol":"tcp"}]}]})",
     R"({"containers":[{"name":"app","networkBindings":[{"bindIP":"0.0.0.0","containerPort":8080,)"
     R"("hostPort":32768,"protocol":"tcp"}]}]})"},
    {"nulls go, at any depth", R"({"cpu":null,"containers":[{"reason":null,"name":"a"},null]})",
     R"({"containers":[{"name":"a"}]})"},
    {"what nobody knows stays", R"({"newMember":{"a":[1,"x",1.5]},"stopCode":"Unheard"})",
     R"({"newMember":{"a":[1,"x",1.5]},"stopCode":"Unheard"})"},
    {"environment values are the record's own",
     R"({"overrides":{"containerOverrides":[{"environment":[{"name":"K","value":"secret"}]}]}})",
     R"({"overrides":{"containerOverrides":[{"environment":[{"name":"K","value":"secret"}]}]}})"},
    {"tags are asked for", R"({"tags":[{"key":"k","value":"v"}]})",
     R"({"tags":[{"key":"k","value":"v"}]})", true},
    {"tags are asked for, there are none", R"({"cpu":"1"})", R"({"cpu":"1","tags":[]})", true},
    {"tags are not asked for", R"({"tags":[{"key":"k","value":"v"}],"cpu":"1"})", R"({"cpu":"1"})"},
    {"an event of 2018",
     R"({"clusterArn":"arn:aws:ecs:us-west-2:1:cluster/default","containerInstanceArn":"ci",)"
     R"("containers":[{"containerArn":"c","lastStatus":"RUNNING","name":"web","taskArn":"t"}],)"
     R"("createdAt":"2018-08-31T21:36:51.384Z","updatedAt":"2018-08-31T21:37:37.021Z",)"
     R"("desiredStatus":"RUNNING","lastStatus":"RUNNING","overrides":{"containerOverrides":[]},)"
     R"("taskArn":"arn:aws:ecs:us-west-2:1:task/t","version":3})",
     R"({"clusterArn":"arn:aws:ecs:us-west-2:1:cluster/default","containerInstanceArn":"ci",)"
     R"("containers":[{"containerArn":"c","lastStatus":"RUNNING","name":"web","taskArn":"t"}],)"
     R"("createdAt":1535751411.384,)"
     R"("desiredStatus":"RUNNING","lastStatus":"RUNNING","overrides":{"containerOverrides":[]},)"
     R"("taskArn":"arn:aws:ecs:us-west-2:1:task/t","version":3})"},
    {"Step Functions' copy",
     R"({"Attachments":[{"Id":"a","Type":"eni"}],"Containers":[{"ExitCode":1,"Name":"app",)"
     R"("NetworkInterfaces":[{"PrivateIpv4Address":"10.0.0.1"}]}],"CreatedAt":1725979307410,)"
     R"("StoppedAt":1725979307000,"TaskArn":"arn:aws:ecs:us-east-1:1:task/c/t","Version":5})",
     R"({"attachments":[{"id":"a","type":"ElasticNetworkInterface"}],"containers":[{"exitCode":1,)"
     R"("name":"app","networkInterfaces":[{"privateIpv4Address":"10.0.0.1"}]}],)"
     R"("createdAt":1725979307.41,"stoppedAt":1725979307.0,)"
     R"("taskArn":"arn:aws:ecs:us-east-1:1:task/c/t","version":5})"},
};

TEST(WireTask, IsAsTheApiWritesIt) {
  for (const auto& c : kWireCases) {
    SCOPED_TRACE(c.name);
    const auto task = wire_task(c.detail, {.tags = c.tags});
    ASSERT_TRUE(task) << task.error().message;
    EXPECT_EQ(boost::json::value(*task), boost::json::parse(c.task))
        << boost::json::serialize(*task);
  }
}

TEST(WireTask, KeepsTheOrderOfMembers) {
  const auto task = wire_task(R"({"taskArn":"t","updatedAt":"x","startedAt":"x","b":1,"a":2})");
  EXPECT_EQ(boost::json::serialize(*task), R"({"taskArn":"t","b":1,"a":2})");
}

TEST(WireTask, RefusesWhatIsNoObject) {
  const std::string kNoObjects[] = {"", "[]", "7", "{", std::string(5000, '[')};
  for (const std::string_view text : kNoObjects) {
    const auto task = wire_task(text);
    ASSERT_FALSE(task);
    EXPECT_EQ(task.error().kind, ErrorKind::kInvalid);
  }
}

}  // namespace
}  // namespace epitaph::ecs
