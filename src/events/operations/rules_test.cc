#include <fmt/format.h>

#include "events/event_world.h"

namespace epitaph::events {
namespace {

struct RuleOperations : testing::Test, EventWorld {
  void SetUp() override {
    output("PutRule", R"({"Name":"there","EventPattern":"{\"source\":[\"a\"]}"})");
    output("CreateEventBus", R"({"Name":"shop"})");
  }
};

TEST_F(RuleOperations, RefuseInTheWordsOfAws) {
  constexpr Refusal kCases[] = {
      {"no name", "PutRule", R"({"EventPattern":"{\"a\":[1]}"})", kInvalid,
       "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member "
       "must not be null"},
      {"a name with a blank", "PutRule", R"({"Name":"a b","EventPattern":"{\"a\":[1]}"})", kInvalid,
       "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member "
       R"(must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+)"},
      {"a state", "PutRule", R"({"Name":"r","State":"ON","EventPattern":"{\"a\":[1]}"})", kInvalid,
       "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member "
       "must satisfy enum value set: [ENABLED, DISABLED, "
       "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]"},
      {"neither pattern nor schedule", "PutRule", R"({"Name":"r"})", kInvalid,
       "Parameter(s) EventPattern or ScheduleExpression must be specified."},
      {"a schedule that is none", "PutRule",
       R"-({"Name":"r","ScheduleExpression":"rate(1 days)"})-", kInvalid,
       "Parameter ScheduleExpression is not valid."},
      {"a schedule on another bus", "PutRule",
       R"-({"Name":"r","EventBusName":"shop","ScheduleExpression":"rate(1 day)"})-", kInvalid,
       "ScheduleExpression is supported only on the default event bus."},
      {"a faulty pattern", "PutRule", R"({"Name":"r","EventPattern":"{\"a\":1}"})",
       "InvalidEventPatternException",
       "Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: "
       "(String)\"{\"a\":1}\"; line: 1, column: 7]"},
      {"an empty pattern", "PutRule", R"({"Name":"r","EventPattern":""})",
       "InvalidEventPatternException",
       "Event pattern is not valid. Reason: Filter is not an object\n at [Source: (String)\"\"; "
       "line: 1, column: 1]"},
      {"another bus", "PutRule",
       R"({"Name":"r","EventBusName":"orders","EventPattern":"{\"a\":[1]}"})", kNotFound,
       "Event bus orders does not exist."},
      {"a bus's name", "ListRules", R"({"EventBusName":"a b"})", kInvalid,
       "1 validation error detected: Value 'a b' at 'eventBusName' failed to satisfy constraint: "
       "Member must satisfy regular expression pattern: "
       R"((arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+)"},
      {"describe no rule", "DescribeRule", R"({"Name":"none"})", kNotFound,
       "Rule none does not exist on EventBus default."},
      {"describe on no bus", "DescribeRule", R"({"Name":"there","EventBusName":"orders"})",
       kNotFound, "Event bus orders does not exist."},
      {"enable no rule", "EnableRule", R"({"Name":"none"})", kNotFound,
       "Rule none does not exist on EventBus default."},
      {"disable no rule", "DisableRule", R"({"Name":"none"})", kNotFound,
       "Rule none does not exist on EventBus default."},
      {"list on no bus", "ListRules", R"({"EventBusName":"orders"})", kNotFound,
       "Event bus orders does not exist."},
      {"delete on no bus", "DeleteRule", R"({"Name":"r","EventBusName":"orders"})", kNotFound,
       "Event bus orders does not exist."},
      {"a limit", "ListRules", R"({"Limit":101})", kInvalid,
       "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member "
       "must have value less than or equal to 100"},
      {"a token", "ListRules", R"({"NextToken":"0123456789abcdefthere"})", kInvalid,
       "Parameter NextToken is not valid."},
      {"a short token", "ListRules", R"({"NextToken":"x"})", kInvalid,
       "Parameter NextToken is not valid."},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(RuleOperations, LimitThePatternToTheQuota) {
  const auto put = [](std::size_t length) {
    const std::string empty = R"({"a":[""]})";
    boost::json::object input{{"Name", "r"}};
    input["EventPattern"] = R"({"a":[")" + std::string(length - empty.size(), 'x') + "\"]}";
    return boost::json::serialize(input);
  };
  EXPECT_EQ(call("PutRule", put(2048)).error(), nullptr);
  expect_refused(*this, {"2,049 characters", "PutRule", put(2049), kInvalid,
                         "Parameter EventPattern for rule r exceeds limit of 2048."});
}

TEST_F(RuleOperations, GiveBackWhatWasPutAndNothingElse) {
  EXPECT_EQ(output("PutRule", R"({"Name":"r","EventPattern":" {\"a\" : [ 1 ]}","State":"DISABLED",)"
                              R"("Description":"d","RoleArn":"arn:aws:iam::1:role/x"})"),
            R"({"RuleArn":"arn:aws:events:us-east-1:123456789012:rule/r"})");
  EXPECT_EQ(output("DescribeRule", R"({"Name":"r"})"),
            R"({"Name":"r","Arn":"arn:aws:events:us-east-1:123456789012:rule/r",)"
            R"("EventPattern":" {\"a\" : [ 1 ]}","State":"DISABLED","Description":"d",)"
            R"("RoleArn":"arn:aws:iam::1:role/x","EventBusName":"default",)"
            R"("CreatedBy":"123456789012"})");
  EXPECT_EQ(output("ListRules", R"({"NamePrefix":"r"})"),
            R"({"Rules":[{"Name":"r","Arn":"arn:aws:events:us-east-1:123456789012:rule/r",)"
            R"("EventPattern":" {\"a\" : [ 1 ]}","State":"DISABLED","Description":"d",)"
            R"("RoleArn":"arn:aws:iam::1:role/x","EventBusName":"default"}]})");
}

TEST_F(RuleOperations, ReplaceARuleWholeButForItsTargets) {
  output("PutRule", R"({"Name":"there","EventPattern":"{\"a\":[1]}","State":"DISABLED",)"
                    R"("Description":"d"})");
  output("PutTargets", R"({"Rule":"there","Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})");
  output("PutRule", R"({"Name":"there","EventPattern":"{\"a\":[2]}"})");
  const auto rule = call("DescribeRule", R"({"Name":"there"})").output();
  EXPECT_EQ(rule.at("State"), "ENABLED");
  EXPECT_FALSE(rule.contains("Description"));
  EXPECT_EQ(output("ListTargetsByRule", R"({"Rule":"there"})"),
            R"({"Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})");
}

TEST_F(RuleOperations, LiveOnABusAsElsewhere) {
  constexpr std::string_view kBusArn = "arn:aws:events:us-east-1:123456789012:event-bus/shop";
  EXPECT_EQ(output("PutRule", R"({"Name":"there","EventBusName":"shop",)"
                              R"("EventPattern":"{\"a\":[1]}"})"),
            R"({"RuleArn":"arn:aws:events:us-east-1:123456789012:rule/shop/there"})");
  const auto by_arn = fmt::format(R"({{"Name":"there","EventBusName":"{}"}})", kBusArn);
  EXPECT_EQ(call("DescribeRule", by_arn).output().at("EventPattern"), R"({"a":[1]})");
  EXPECT_EQ(call("DescribeRule", R"({"Name":"there"})").output().at("EventPattern"),
            R"({"source":["a"]})");
}

TEST_F(RuleOperations, TakeAPatternAndASchedule) {
  output("PutRule", R"-({"Name":"both","EventPattern":"{\"a\":[1]}",)-"
                    R"-("ScheduleExpression":"cron(0 12 * * ? *)"})-");
  const auto rule = call("DescribeRule", R"({"Name":"both"})").output();
  EXPECT_EQ(rule.at("EventPattern"), R"({"a":[1]})");
  EXPECT_EQ(rule.at("ScheduleExpression"), "cron(0 12 * * ? *)");
}

TEST_F(RuleOperations, AreFoundByTheirTarget) {
  constexpr std::string_view kTarget = R"([{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}])";
  for (const auto* name : {"c", "a", "b"}) {
    output("PutRule", fmt::format(R"({{"Name":"{}","EventPattern":"{{\"a\":[1]}}"}})", name));
    output("PutTargets", fmt::format(R"({{"Rule":"{}","Targets":{}}})", name, kTarget));
  }
  const auto page =
      call("ListRuleNamesByTarget", R"({"TargetArn":"arn:aws:sqs:r:1:q","Limit":2})").output();
  EXPECT_EQ(boost::json::serialize(page.at("RuleNames")), R"(["a","b"])");
  EXPECT_EQ(output("ListRuleNamesByTarget",
                   fmt::format(R"({{"TargetArn":"arn:aws:sqs:r:1:q","NextToken":{}}})",
                               boost::json::serialize(page.at("NextToken")))),
            R"({"RuleNames":["c"]})");
  EXPECT_EQ(output("ListRuleNamesByTarget", R"({"TargetArn":"arn:aws:sqs:r:1:other"})"),
            R"({"RuleNames":[]})");
}

TEST_F(RuleOperations, EnableAndDisable) {
  EXPECT_EQ(output("DisableRule", R"({"Name":"there"})"), "{}");
  EXPECT_EQ(call("DescribeRule", R"({"Name":"there"})").output().at("State"), "DISABLED");
  EXPECT_EQ(output("EnableRule", R"({"Name":"there","EventBusName":)"
                                 R"("arn:aws:events:us-east-1:123456789012:event-bus/default"})"),
            "{}");
  EXPECT_EQ(call("DescribeRule", R"({"Name":"there"})").output().at("State"), "ENABLED");
}

TEST_F(RuleOperations, DeleteOnlyARuleWithoutTargets) {
  output("PutTargets", R"({"Rule":"there","Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})");
  expect_refused(*this, {"with targets", "DeleteRule", R"({"Name":"there"})", kInvalid,
                         "Rule can't be deleted since it has targets."});
  output("RemoveTargets", R"({"Rule":"there","Ids":["t"]})");
  EXPECT_EQ(output("DeleteRule", R"({"Name":"there"})"), "{}");
  EXPECT_EQ(output("DeleteRule", R"({"Name":"there"})"), "{}");
  EXPECT_EQ(output("ListRules", "{}"), R"({"Rules":[]})");
}

TEST_F(RuleOperations, KeepAwayFromManagedRulesUnlessForced) {
  ASSERT_TRUE(rules.change({.scope = scope}, "there", [](auto& rule) -> aws::Verdict {
    rule->managed_by = "prod.vhs.events.aws.internal";
    return Done{};
  }));
  constexpr std::string_view kMessage =
      "Rule 'there' is managed by an AWS service can only be modified if force is True.";
  constexpr Refusal kCases[] = {
      {"put", "PutRule", R"({"Name":"there","EventPattern":"{\"a\":[1]}"})", "", ""},
      {"enable", "EnableRule", R"({"Name":"there"})", "", ""},
      {"disable", "DisableRule", R"({"Name":"there"})", "", ""},
      {"delete", "DeleteRule", R"({"Name":"there"})", "", ""},
      {"targets", "PutTargets",
       R"({"Rule":"there","Targets":[{"Id":"t","Arn":"arn:aws:sqs:r:1:q"}]})", "", ""},
  };
  for (const auto& c : kCases) {
    expect_refused(*this, {c.name, c.operation, c.input, "ManagedRuleException", kMessage});
  }
  EXPECT_EQ(output("DeleteRule", R"({"Name":"there","Force":true})"), "{}");
}

TEST(RuleQuota, HoldsForANewRuleAndNotForAnOldOne) {
  const EventWorld world{{.rules_per_bus = 2}};
  constexpr std::string_view kPattern = R"(,"EventPattern":"{\"a\":[1]}"})";
  const auto put = [&](std::string_view name) {
    return world.call("PutRule", fmt::format(R"({{"Name":"{}"{})", name, kPattern));
  };
  EXPECT_EQ(put("a").error(), nullptr);
  EXPECT_EQ(put("b").error(), nullptr);
  EXPECT_EQ(put("a").error(), nullptr);
  const auto refused = put("c");
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "LimitExceededException");
  EXPECT_EQ(refused.error()->message, "The requested resource exceeds the maximum number allowed.");
}

TEST_F(RuleOperations, ListPageByPageSortedByName) {
  for (const auto* name : {"p3", "p1", "q", "p2"}) {
    output("PutRule", fmt::format(R"({{"Name":"{}","EventPattern":"{{\"a\":[1]}}"}})", name));
  }
  std::string names, token;
  int pages = 0;
  do {
    const auto page =
        call("ListRules", fmt::format(R"({{"NamePrefix":"p","Limit":2{}}})", token)).output();
    for (const auto& rule : page.at("Rules").as_array()) {
      names += std::string{rule.at("Name").as_string()} + " ";
    }
    const auto* next = page.if_contains("NextToken");
    token = next ? fmt::format(R"(,"NextToken":{})", boost::json::serialize(*next)) : "";
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(names, "p1 p2 p3 ");
  EXPECT_EQ(pages, 2);
}

TEST_F(RuleOperations, TakeATokenOnlyForTheListItWasGivenOutFor) {
  output("PutRule", R"({"Name":"zz","EventPattern":"{\"a\":[1]}"})");
  const auto page = call("ListRules", R"({"Limit":1})").output();
  const auto input = fmt::format(R"({{"NamePrefix":"z","NextToken":{}}})",
                                 boost::json::serialize(page.at("NextToken")));
  expect_refused(
      *this, {"another prefix", "ListRules", input, kInvalid, "Parameter NextToken is not valid."});
}

}  // namespace
}  // namespace epitaph::events
