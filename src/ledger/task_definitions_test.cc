#include "ledger/task_definitions.h"

#include <gtest/gtest.h>

#include "ledger/ledger_world.h"

namespace epitaph::ledger {
namespace {

constexpr std::string_view kWebArn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:7";

/// A definition in which a container may be lost without the task's end.
std::string definition(std::string_view arn = kWebArn) {
  return fmt::format(
      R"({{"taskDefinitionArn":"{}","family":"web","revision":7,"memory":"1024",)"
      R"("containerDefinitions":[)"
      R"({{"name":"app","essential":true,"memory":512,"stopTimeout":90,"healthCheck":{{"command":["CMD"]}},)"
      R"("portMappings":[{{"containerPort":80}}],"logConfiguration":{{"logDriver":"awslogs","options":)"
      R"({{"awslogs-group":"/ecs/web","awslogs-region":"eu-west-1","awslogs-stream-prefix":"ecs"}}}}}},)"
      R"({{"name":"side","essential":false,"logConfiguration":{{"logDriver":"awsfirelens"}}}}]}})",
      arn);
}

struct FormCase {
  std::string_view name;
  std::string text;
  bool read;
};

const FormCase kFormCases[] = {
    {"describe-task-definition", R"({"taskDefinition":)" + definition() + R"(,"tags":[]})", true},
    {"the definition alone", definition(), true},
    {"no JSON", "web:7", false},
    {"another JSON", "[]", false},
    {"no ARN", R"({"family":"web","containerDefinitions":[]})", false},
    {"an ARN without a revision",
     definition("arn:aws:ecs:us-east-1:111122223333:task-definition/web"), false},
    {"an ARN of something else", definition("arn:aws:ecs:us-east-1:111122223333:service/web:7"),
     false},
    {"no containers", R"({"taskDefinitionArn":")" + std::string{kWebArn} + R"("})", false},
    {"containers that are none",
     R"({"taskDefinitionArn":")" + std::string{kWebArn} + R"(","containerDefinitions":[1]})",
     false},
};

TEST(TaskDefinition, IsReadInTheFormsOfTheApi) {
  for (const auto& c : kFormCases) {
    SCOPED_TRACE(c.name);
    const auto found = parse_task_definition(c.text);
    ASSERT_EQ(static_cast<bool>(found), c.read);
    if (!found) {
      EXPECT_EQ(found.error().kind, ErrorKind::kInvalid);
      continue;
    }
    EXPECT_EQ(found->name, "web:7");
    EXPECT_EQ(found->scope, (Scope{"111122223333", "us-east-1"}));
  }
}

TEST(TaskDefinition, TellsADiagnosisOfItsContainers) {
  const auto context = to_context(*parse_task_definition(definition()));
  ASSERT_EQ(context.containers.size(), 2U);
  EXPECT_EQ(context.task_memory_mib, 1024);
  const auto& app = context.containers[0];
  EXPECT_TRUE(app.essential && app.health_check && app.port_mappings);
  EXPECT_EQ(app.memory_mib, 512);
  EXPECT_EQ(context.stop_timeout("app"), std::chrono::seconds{90});
  ASSERT_TRUE(app.logs);
  EXPECT_EQ(app.logs->group, "/ecs/web");
  EXPECT_EQ(app.logs->region, "eu-west-1");
  EXPECT_EQ(app.logs->stream_prefix, "ecs");
  EXPECT_FALSE(context.may_be_essential("side"));
  EXPECT_FALSE(context.containers[1].logs) << "firelens names no stream";
}

TEST(TaskDefinition, OfOddTypesTellsNothing) {
  const auto odd = parse_task_definition(
      R"({"taskDefinitionArn":")" + std::string{kWebArn} +
      R"(","memory":1,"containerDefinitions":[{"name":1,"essential":"no","memory":"x","logConfiguration":[]}]})");
  ASSERT_TRUE(odd);
  const auto context = to_context(*odd);
  EXPECT_FALSE(context.task_memory_mib);
  ASSERT_EQ(context.containers.size(), 1U);
  EXPECT_TRUE(context.containers[0].essential);
  EXPECT_FALSE(context.containers[0].memory_mib);
}

class KnownDefinition : public LedgerWorld {
 protected:
  void keep(const std::string& json) {
    storage::Commit commit;
    commit.documents.push_back(to_document(*parse_task_definition(json)));
    ASSERT_TRUE(store_.commit(std::move(commit)));
  }
  static std::string registration(std::string_view answer) {
    return fmt::format(
        R"({{"id":"c1","detail-type":"AWS API Call via CloudTrail","source":"aws.ecs",)"
        R"("account":"111122223333","time":"2026-11-01T08:00:00Z","region":"us-east-1","resources":[],)"
        R"("detail":{{"eventName":"RegisterTaskDefinition","responseElements":{}}}}})",
        answer);
  }
};

TEST_F(KnownDefinition, IsFoundByTheArnOfATask) {
  keep(definition());
  EXPECT_TRUE(*find_task_definition(store_, kWebArn));
  EXPECT_FALSE(
      *find_task_definition(store_, "arn:aws:ecs:us-east-1:111122223333:task-definition/web:8"));
  EXPECT_FALSE(
      *find_task_definition(store_, "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7"));
  EXPECT_FALSE(*find_task_definition(store_, ""));
}

TEST_F(KnownDefinition, IsLearntFromTheCallThatRegisteredIt) {
  auto answer = definition();
  answer.insert(1, R"("registeredAt":"Nov 1, 2026 8:00:00 AM",)");
  take(registration(R"({"taskDefinition":)" + answer + "}"));
  const auto found = find_task_definition(store_, kWebArn);
  ASSERT_TRUE(found && *found);
  const auto json = boost::json::parse((*found)->json).as_object();
  EXPECT_EQ(json.at("registeredAt").to_number<double>(), 1793520000.0);
}

TEST_F(KnownDefinition, IsNotLearntFromACallThatWasRefused) {
  take(registration("null"));
  EXPECT_FALSE(*find_task_definition(store_, kWebArn));
}

TEST_F(KnownDefinition, SpeaksInTheDiagnosisOfItsTasks) {
  take_stop({.exit_code = 137});
  EXPECT_FALSE(ledger_.find("0f1e2d3c")->diagnosis->logs);
  keep(definition());
  const auto found = ledger_.find("0f1e2d3c");
  ASSERT_TRUE(found && found->diagnosis && found->diagnosis->logs);
  EXPECT_EQ(found->diagnosis->logs->stream, "ecs/app/0f1e2d3c");
  EXPECT_TRUE(found->diagnosis->checks.front().contains("512 MiB"))
      << found->diagnosis->checks.front();
}

}  // namespace
}  // namespace epitaph::ledger
