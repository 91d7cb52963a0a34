#include <thread>

#include "ecs/ecs_world.h"

namespace epitaph::ecs {
namespace {

constexpr std::string_view kClient = "ClientException";

class TaskDefinitionOperations : public EcsWorld {
 protected:
  static std::string definition(std::string_view family, std::string_view members = {}) {
    return fmt::format(
        R"({{"family":"{}","containerDefinitions":[{{"name":"app","image":"nginx","memory":128,)"
        R"("portMappings":[{{"containerPort":80}}],"newMember":{{"a":1}}}}]{}{}}})",
        family, members.empty() ? "" : ",", members);
  }
  void add(std::string_view family) { output("RegisterTaskDefinition", definition(family)); }
  std::string described(std::string_view name) {
    const auto answer =
        output("DescribeTaskDefinition", fmt::format(R"({{"taskDefinition":"{}"}})", name));
    return answer.at("taskDefinition").at("taskDefinitionArn").as_string().c_str();
  }
};

TEST_F(TaskDefinitionOperations, RegisterDescribesWhatItMade) {
  const auto answer =
      output("RegisterTaskDefinition",
             definition("web", R"("cpu":"1 vCPU","unknown":1,"networkMode":"bridge")"));
  EXPECT_EQ(
      boost::json::value(answer),
      boost::json::parse(
          R"({"taskDefinition":{"family":"web","networkMode":"bridge","cpu":"1024",)"
          R"("containerDefinitions":[{"name":"app","image":"nginx","memory":128,"cpu":0,)"
          R"("essential":true,"portMappings":[{"containerPort":80,"hostPort":0,"protocol":"tcp"}],)"
          R"("newMember":{"a":1},"environment":[],"mountPoints":[],"volumesFrom":[],)"
          R"("systemControls":[]}],"volumes":[],"placementConstraints":[],)"
          R"("compatibilities":["EC2","EXTERNAL"],"status":"ACTIVE","revision":1,)"
          R"("registeredAt":1793527200.5,)"
          R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:1"}})"))
      << boost::json::serialize(answer);
  EXPECT_EQ(output("DescribeTaskDefinition", R"({"taskDefinition":"web:1"})"), answer);
}

TEST_F(TaskDefinitionOperations, FitFargateOnItsNetworkAndSizes) {
  const auto answer =
      output("RegisterTaskDefinition",
             definition("web", R"("networkMode":"awsvpc","cpu":"256","memory":"0.5 GB")"));
  const auto& made = answer.at("taskDefinition");
  EXPECT_EQ(made.at("memory"), "512");
  EXPECT_EQ(made.at("compatibilities"), (boost::json::array{"EC2", "FARGATE"}));
  EXPECT_EQ(made.at("containerDefinitions").at(0).at("portMappings").at(0).at("hostPort"), 80);
}

TEST_F(TaskDefinitionOperations, NumberTheRevisionsOfAFamily) {
  for (int n = 0; n < 11; ++n) add("web");
  add("jobs");
  EXPECT_EQ(described("web"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:11");
  EXPECT_EQ(described("web:9"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:9");
  EXPECT_EQ(described("jobs"), "arn:aws:ecs:us-east-1:111122223333:task-definition/jobs:1");
  scope_.region = "eu-west-1";
  add("web");
  EXPECT_EQ(described("web"), "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1");
  EXPECT_EQ(described("arn:aws:ecs:us-east-1:111122223333:task-definition/web"),
            "arn:aws:ecs:us-east-1:111122223333:task-definition/web:11");
}

TEST_F(TaskDefinitionOperations, GiveEachRevisionOnceHoweverManyRegister) {
  {
    std::vector<std::jthread> callers;
    for (int n = 0; n < 8; ++n) {
      callers.emplace_back([&] {
        for (int i = 0; i < 5; ++i) add("web");
      });
    }
  }
  EXPECT_EQ(described("web"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:40");
  EXPECT_EQ(output("ListTaskDefinitions", "{}").at("taskDefinitionArns").as_array().size(), 40U);
}

TEST_F(TaskDefinitionOperations, ListByFamilyAndRevision) {
  for (int n = 0; n < 11; ++n) add("web");
  add("jobs");
  add("web-2");
  const auto last_of = [&](std::string_view input) {
    const auto arns = output("ListTaskDefinitions", input).at("taskDefinitionArns").as_array();
    std::string text;
    for (const auto& arn : arns) {
      text += fmt::format("{} ", last_segment(std::string_view{arn.as_string()}));
    }
    return text;
  };
  EXPECT_EQ(last_of("{}"),
            "jobs:1 web:1 web:2 web:3 web:4 web:5 web:6 web:7 web:8 web:9 web:10 web:11 web-2:1 ");
  EXPECT_EQ(last_of(R"({"familyPrefix":"web","sort":"DESC","maxResults":3})"),
            "web:11 web:10 web:9 ");
  const auto first = output("ListTaskDefinitions", R"({"sort":"DESC","maxResults":3})");
  EXPECT_EQ(last_of(fmt::format(R"({{"sort":"DESC","maxResults":2,"nextToken":"{}"}})",
                                first.at("nextToken").as_string().c_str())),
            "web:9 web:8 ");
  EXPECT_EQ(output_text("ListTaskDefinitionFamilies", "{}"),
            R"({"families":["jobs","web","web-2"]})");
  EXPECT_EQ(output_text("ListTaskDefinitionFamilies", R"({"familyPrefix":"we"})"),
            R"({"families":["web","web-2"]})");
}

TEST_F(TaskDefinitionOperations, KeepARevisionThatIsDeregistered) {
  add("web");
  add("web");
  const auto answer = output("DeregisterTaskDefinition", R"({"taskDefinition":"web:2"})");
  EXPECT_EQ(answer.at("taskDefinition").at("status"), "INACTIVE");
  EXPECT_EQ(output("DeregisterTaskDefinition", R"({"taskDefinition":"web:2"})"), answer);
  EXPECT_EQ(described("web"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:1");
  EXPECT_EQ(described("web:2"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:2");
  EXPECT_EQ(
      output_text("ListTaskDefinitions", R"({"status":"INACTIVE"})"),
      R"({"taskDefinitionArns":["arn:aws:ecs:us-east-1:111122223333:task-definition/web:2"]})");
  add("web");
  EXPECT_EQ(described("web"), "arn:aws:ecs:us-east-1:111122223333:task-definition/web:3");
  for (const auto* name : {"web:1", "web:3"}) {
    output("DeregisterTaskDefinition", fmt::format(R"({{"taskDefinition":"{}"}})", name));
  }
  EXPECT_EQ(output_text("ListTaskDefinitionFamilies", "{}"), R"({"families":[]})");
  EXPECT_EQ(output_text("ListTaskDefinitionFamilies", R"({"status":"ALL"})"),
            R"({"families":["web"]})");
}

TEST_F(TaskDefinitionOperations, KeepTagsBesideTheDefinition) {
  const auto made =
      output("RegisterTaskDefinition", definition("web", R"("tags":[{"key":"k","value":"v"}])"));
  EXPECT_EQ(boost::json::serialize(made.at("tags")), R"([{"key":"k","value":"v"}])");
  const auto plain = output("DescribeTaskDefinition", R"({"taskDefinition":"web"})");
  EXPECT_FALSE(plain.contains("tags"));
  EXPECT_FALSE(plain.at("taskDefinition").as_object().contains("tags"));
  const auto tagged =
      output("DescribeTaskDefinition", R"({"taskDefinition":"web","include":["TAGS"]})");
  EXPECT_EQ(tagged.at("tags"), made.at("tags"));
}

TEST_F(TaskDefinitionOperations, RefuseInTheWordsOfEcs) {
  constexpr Refusal kRefusals[] = {
      {"unknown", "DescribeTaskDefinition", R"({"taskDefinition":"none"})", kClient,
       "Unable to describe task definition."},
      {"none named", "DescribeTaskDefinition", "{}", kClient,
       "Unable to describe task definition."},
      {"an unknown revision", "DeregisterTaskDefinition", R"({"taskDefinition":"web:7"})", kClient,
       "Unable to describe task definition."},
      {"no containers", "RegisterTaskDefinition", R"({"family":"web"})", kClient,
       "Container list cannot be empty."},
      {"no such network", "RegisterTaskDefinition", R"({"networkMode":"wifi"})",
       "InvalidParameterException",
       "1 validation error detected: Value 'wifi' at 'networkMode' failed to satisfy constraint: "
       "Member must satisfy enum value set: [bridge, host, awsvpc, none]"},
      {"a type", "RegisterTaskDefinition", R"({"family":7})", "SerializationException",
       "NUMBER_VALUE can not be converted to a String"},
  };
  expect_refused(kRefusals);
}

}  // namespace
}  // namespace epitaph::ecs
