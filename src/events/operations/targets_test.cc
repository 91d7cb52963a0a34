#include "events/event_world.h"

namespace epitaph::events {
namespace {

struct TargetOperations : testing::Test, EventWorld {
  void SetUp() override {
    output("PutRule", R"({"Name":"r","EventPattern":"{\"source\":[\"a\"]}"})");
  }
  std::string put(std::string_view targets) const {
    return fmt::format(R"({{"Rule":"r","Targets":[{}]}})", targets);
  }
};

TEST_F(TargetOperations, TakeWhatAwsTakes) {
  struct Case {
    std::string_view name, target;
  };
  constexpr Case kCases[] = {
      {"a log group", R"({"Id":"t","Arn":"arn:aws:logs:us-east-1:123456789012:log-group:/a/b"})"},
      {"with a star", R"({"Id":"t","Arn":"arn:aws:logs:us-east-1:123456789012:log-group:/a/b:*"})"},
      {"a function", R"({"Id":"t","Arn":"arn:aws:lambda:us-east-1:1:function:f","Input":"7"})"},
      {"a path", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputPath":"$"})"},
      {"a longer path", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputPath":"$.detail.a-b[0].c"})"},
      {"a bare index", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputPath":"$[0][*]"})"},
      {"a template",
       R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputTransformer":{"InputPathsMap":{"v":"$.detail"},)"
       R"("InputTemplate":"\"<v> of <aws.events.rule-name> \\<no>\""}})"},
      {"the event in a template", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputTransformer":)"
                                  R"({"InputTemplate":" {\"e\": <aws.events.event.json>}"}})"},
      {"a template for a log group",
       R"({"Id":"t","Arn":"arn:aws:logs:r:1:log-group:g","InputTransformer":{"InputPathsMap":)"
       R"({"t":"$.time"},"InputTemplate":"{\"timestamp\": <t>, \"message\": \"m\"}"}})"},
      {"a FIFO queue",
       R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q.fifo","SqsParameters":{"MessageGroupId":"g"}})"},
      {"a task",
       R"({"Id":"t","Arn":"arn:aws:ecs:r:1:cluster/c","RoleArn":"arn:aws:iam::1:role/x",)"
       R"("EcsParameters":{"TaskDefinitionArn":"td","LaunchType":"FARGATE","NetworkConfiguration":)"
       R"({"awsvpcConfiguration":{"Subnets":["s"]}}}})"},
      {"a webhook",
       R"({"Id":"t","Arn":"arn:aws:events:r:1:api-destination/d/1","RoleArn":"arn:aws:iam::1:role/x",)"
       R"("HttpParameters":{"HeaderParameters":{"X-A":"b c"},"PathParameterValues":["p"]}})"},
      {"dead letters",
       R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","DeadLetterConfig":)"
       R"({"Arn":"arn:aws:sqs:us-east-1:1:dead"},"RetryPolicy":{"MaximumRetryAttempts":0}})"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(output("PutTargets", put(c.target)), R"({"FailedEntryCount":0,"FailedEntries":[]})");
    EXPECT_EQ(call("ListTargetsByRule", R"({"Rule":"r"})").output().at("Targets"),
              (boost::json::array{boost::json::parse(c.target)}));
  }
}

struct TargetFault {
  std::string_view name, target, message;
};

constexpr TargetFault kFaults[] = {
    {"no ARN", R"({"Id":"t","Arn":"queue"})",
     "Parameter queue is not valid. Reason: Provided Arn is not in correct format."},
    {"no log group", R"({"Id":"t","Arn":"arn:aws:logs:r:1:destination:d"})",
     "Parameter arn:aws:logs:r:1:destination:d is not valid. Reason: Provided Arn is not in "
     "correct "
     "format."},
    {"no role", R"({"Id":"t","Arn":"arn:aws:states:r:1:stateMachine:s"})",
     "RoleArn is required for target arn:aws:states:r:1:stateMachine:s."},
    {"a role for a log group", R"({"Id":"t","Arn":"arn:aws:logs:r:1:log-group:g","RoleArn":"x"})",
     "RoleArn is not supported for target arn:aws:logs:r:1:log-group:g."},
    {"Input for a log group", R"({"Id":"t","Arn":"arn:aws:logs:r:1:log-group:g","Input":"1"})",
     "Input is not supported for target arn:aws:logs:r:1:log-group:g."},
    {"InputPath for a log group",
     R"({"Id":"t","Arn":"arn:aws:logs:r:1:log-group:g","InputPath":"$"})",
     "InputPath is not supported for target arn:aws:logs:r:1:log-group:g."},
    {"two inputs", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","Input":"1","InputPath":"$"})",
     "Only one of Input, InputPath, or InputTransformer must be provided for target t."},
    {"Input no JSON", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","Input":"{"})",
     "JSON syntax error in input for target t"},
    {"a path without $", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputPath":"detail"})",
     "InputPath for target t is invalid."},
    {"quoted brackets", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputPath":"$.a['b']"})",
     "InputPath for target t is invalid."},
    {"a path of the map",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputTransformer":{"InputPathsMap":{"v":"x"},)"
     R"("InputTemplate":"<v>"}})",
     "InputPath for target t is invalid."},
    {"an unknown placeholder",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputTransformer":{"InputTemplate":"\"<who>\""}})",
     "InputTemplate for target t contains invalid placeholder who."},
    {"the event in a text",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","InputTransformer":)"
     R"({"InputTemplate":"\"<aws.events.event.json>\""}})",
     "InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON "
     "template."},
    {"no EcsParameters", R"({"Id":"t","Arn":"arn:aws:ecs:r:1:cluster/c","RoleArn":"x"})",
     "Parameter(s) EcsParameters must be specified for target: t."},
    {"no BatchParameters", R"({"Id":"t","Arn":"arn:aws:batch:r:1:job-queue/q","RoleArn":"x"})",
     "Parameter(s) BatchParameters must be specified for target: t."},
    {"no SqsParameters", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q.fifo"})",
     "Parameter(s) SqsParameters must be specified for target: t."},
    {"another's parameters",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","EcsParameters":{"TaskDefinitionArn":"d"}})",
     "Parameter(s) EcsParameters not supported for target: t."},
    {"HttpParameters for a queue", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","HttpParameters":{}})",
     "Parameter(s) HttpParameters not supported for target: t."},
    {"dead letters to a topic",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","DeadLetterConfig":{"Arn":"arn:aws:sns:r:1:t"}})",
     "sns is not supported as a dead letter resource"},
    {"to a FIFO queue",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","DeadLetterConfig":{"Arn":"arn:aws:sqs:r:1:q.fifo"}})",
     "SQS FIFO is not supported by Dead Letter Queues"},
    {"to another region",
     R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","DeadLetterConfig":{"Arn":"arn:aws:sqs:r:1:q"}})",
     "Dead Letter Queues must be in the Region of the rule"},
    {"to nowhere", R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q","DeadLetterConfig":{"Arn":"q"}})",
     "Parameter q is not valid. Reason: Provided Arn is not in correct format."},
    {"an Id", R"({"Id":"!@#$@!#$","Arn":"arn:aws:sqs:r:1:q"})",
     "1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy "
     R"(constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+)"},
};

TEST_F(TargetOperations, RefuseAFaultyTargetInTheWordsOfAws) {
  for (const auto& c : kFaults) {
    expect_refused(*this, {c.name, "PutTargets", put(c.target), kInvalid, c.message});
  }
  EXPECT_EQ(output("ListTargetsByRule", R"({"Rule":"r"})"), R"({"Targets":[]})");
}

TEST_F(TargetOperations, RefuseWhatIsNotThere) {
  constexpr Refusal kCases[] = {
      {"put", "PutTargets", R"({"Rule":"x","Targets":[{"Id":"t","Arn":"nonsense"}]})", kNotFound,
       "Rule x does not exist on EventBus default."},
      {"put on no bus", "PutTargets",
       R"({"Rule":"r","EventBusName":"b","Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})",
       kNotFound, "Event bus b does not exist."},
      {"remove", "RemoveTargets", R"({"Rule":"x","Ids":["t"]})", kNotFound,
       "Rule x does not exist on EventBus default."},
      {"list", "ListTargetsByRule", R"({"Rule":"x"})", kNotFound,
       "Rule x does not exist on EventBus default."},
      {"an Id twice", "PutTargets",
       R"({"Rule":"r","Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"},)"
       R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})",
       kInvalid,
       "Parameter targets is not valid. Reason: More than one target with Id 't' is provided."},
      {"no targets", "PutTargets", R"({"Rule":"r","Targets":[]})", kInvalid,
       "1 validation error detected: Value '[]' at 'targets' failed to satisfy constraint: Member "
       "must have length greater than or equal to 1"},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(TargetOperations, LimitTheTargetsOfARule) {
  std::string five;
  for (int i = 0; i < 5; ++i) {
    five += fmt::format(R"({}{{"Id":"t{}","Arn":"arn:aws:sqs:r:1:q"}})", i == 0 ? "" : ",", i);
  }
  output("PutTargets", put(five));
  output("PutTargets", put(five));
  expect_refused(*this, {"a sixth", "PutTargets", put(R"({"Id":"t5","Arn":"arn:aws:sqs:r:1:q"})"),
                         "LimitExceededException",
                         "The requested resource exceeds the maximum number allowed."});
}

TEST_F(TargetOperations, ReplaceListAndRemoveById) {
  output("PutTargets",
         put(R"({"Id":"b","Arn":"arn:aws:sqs:r:1:b"},{"Id":"a","Arn":"arn:aws:sqs:r:1:a"})"));
  output("PutTargets", put(R"({"Id":"b","Arn":"arn:aws:sqs:r:1:b","Input":"2","Unknown":[1]})"));
  EXPECT_EQ(output("ListTargetsByRule", R"({"Rule":"r"})"),
            R"({"Targets":[{"Id":"a","Arn":"arn:aws:sqs:r:1:a"},)"
            R"({"Id":"b","Arn":"arn:aws:sqs:r:1:b","Input":"2"}]})");
  const auto first = call("ListTargetsByRule", R"({"Rule":"r","Limit":1})").output();
  EXPECT_EQ(first.at("Targets").as_array().size(), 1U);
  EXPECT_EQ(output("ListTargetsByRule", fmt::format(R"({{"Rule":"r","NextToken":{}}})",
                                                    boost::json::serialize(first.at("NextToken")))),
            R"({"Targets":[{"Id":"b","Arn":"arn:aws:sqs:r:1:b","Input":"2"}]})");
  EXPECT_EQ(output("RemoveTargets", R"({"Rule":"r","Ids":["x","a"]})"),
            R"({"FailedEntryCount":1,"FailedEntries":[{"TargetId":"x",)"
            R"("ErrorCode":"ResourceNotFoundException",)"
            R"("ErrorMessage":"Rule 'r' does not have a target with the Id 'x'."}]})");
  EXPECT_EQ(output("RemoveTargets", R"({"Rule":"r","Ids":["b"]})"),
            R"({"FailedEntryCount":0,"FailedEntries":[]})");
  EXPECT_EQ(output("ListTargetsByRule", R"({"Rule":"r"})"), R"({"Targets":[]})");
}

TEST_F(TargetOperations, LeaveTheTargetsOfAManagedRuleUnlessForced) {
  output("PutTargets", put(R"({"Id":"t","Arn":"arn:aws:sqs:r:1:q"})"));
  ASSERT_TRUE(rules.change({.scope = scope}, "r", [](auto& rule) -> aws::Verdict {
    rule->managed_by = "prod.vhs.events.aws.internal";
    return Done{};
  }));
  EXPECT_EQ(output("RemoveTargets", R"({"Rule":"r","Ids":["t"]})"),
            R"({"FailedEntryCount":1,"FailedEntries":[{"TargetId":"t",)"
            R"("ErrorCode":"ManagedRuleException","ErrorMessage":"Rule 'r' is managed by an AWS )"
            R"(service can only be modified if force is True."}]})");
  EXPECT_EQ(output("RemoveTargets", R"({"Rule":"r","Ids":["t"],"Force":true})"),
            R"({"FailedEntryCount":0,"FailedEntries":[]})");
}

}  // namespace
}  // namespace epitaph::events
