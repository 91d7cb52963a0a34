#include <fmt/format.h>

#include "base/time_text.h"
#include "events/event_world.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kShopArn = "arn:aws:events:us-east-1:123456789012:event-bus/shop";

struct EventBusOperations : testing::Test, EventWorld {
  void SetUp() override {
    clock.set(*parse_rfc3339("2024-09-10T14:41:47Z"));
    output("CreateEventBus", R"({"Name":"shop"})");
  }
};

TEST_F(EventBusOperations, RefuseInTheWordsOfAws) {
  constexpr Refusal kCases[] = {
      {"twice", "CreateEventBus", R"({"Name":"shop"})", "ResourceAlreadyExistsException",
       "Event bus shop already exists."},
      {"the default one", "CreateEventBus", R"({"Name":"default"})",
       "ResourceAlreadyExistsException", "Event bus default already exists."},
      {"a slash", "CreateEventBus", R"({"Name":"a/b"})", kInvalid,
       "Event bus name must not contain '/'."},
      {"another source", "CreateEventBus",
       R"({"Name":"shop","EventSourceName":"aws.partner/shop/1"})", kInvalid,
       "Event bus name must match event source name."},
      {"no such source", "CreateEventBus",
       R"({"Name":"aws.partner/shop/1","EventSourceName":"aws.partner/shop/1"})", kNotFound,
       "Event source aws.partner/shop/1 does not exist."},
      {"a blank", "CreateEventBus", R"({"Name":"a b"})", kInvalid,
       "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member "
       R"(must satisfy regular expression pattern: [/\.\-_A-Za-z0-9]+)"},
      {"delete the default one", "DeleteEventBus", R"({"Name":"default"})", kInvalid,
       "Cannot delete event bus default."},
      {"describe none", "DescribeEventBus", R"({"Name":"none"})", kNotFound,
       "Event bus none does not exist."},
      {"update none", "UpdateEventBus", R"({"Name":"none"})", kNotFound,
       "Event bus none does not exist."},
      {"a token", "ListEventBuses", R"({"NextToken":"x"})", kInvalid,
       "Parameter NextToken is not valid."},
      {"permission on none", "PutPermission",
       R"({"EventBusName":"none","Action":"events:PutEvents","Principal":"*","StatementId":"s"})",
       kNotFound, "Event bus none does not exist."},
      {"another action", "PutPermission",
       R"({"Action":"events:PutRule","Principal":"*","StatementId":"s"})", kInvalid,
       "Provided value in parameter 'action' is not supported."},
      {"nobody", "PutPermission", R"({"Action":"events:PutEvents","StatementId":"s"})", kInvalid,
       "Parameter(s) Principal must be specified."},
      {"a principal", "PutPermission",
       R"({"Action":"events:PutEvents","Principal":"me","StatementId":"s"})", kInvalid,
       "1 validation error detected: Value 'me' at 'principal' failed to satisfy constraint: "
       R"(Member must satisfy regular expression pattern: (\d{12}|\*))"},
      {"a policy that is none", "PutPermission", R"({"Policy":"[]"})", kInvalid,
       "Parameter Policy is not valid. Reason: Policy must be a JSON object."},
      {"no statement", "RemovePermission", R"({"EventBusName":"shop","StatementId":"s"})",
       kNotFound, "Statement with the provided id does not exist."},
      {"remove on none", "RemovePermission", R"({"EventBusName":"none","StatementId":"s"})",
       kNotFound, "Event bus none does not exist."},
      {"remove what", "RemovePermission", R"({})", kInvalid,
       "Parameter(s) StatementId must be specified."},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(EventBusOperations, GiveBackWhatWasGivenAndNothingElse) {
  EXPECT_EQ(output("CreateEventBus", R"({"Name":"plain"})"),
            R"({"EventBusArn":"arn:aws:events:us-east-1:123456789012:event-bus/plain"})");
  EXPECT_EQ(
      output("CreateEventBus",
             R"({"Name":"full","Description":"d","KmsKeyIdentifier":"k","DeadLetterConfig":)"
             R"({"Arn":"arn:aws:sqs:r:1:q"},"LogConfig":{"IncludeDetail":"FULL","Level":"INFO"}})"),
      R"({"EventBusArn":"arn:aws:events:us-east-1:123456789012:event-bus/full","Description":"d",)"
      R"("KmsKeyIdentifier":"k","DeadLetterConfig":{"Arn":"arn:aws:sqs:r:1:q"},)"
      R"("LogConfig":{"IncludeDetail":"FULL","Level":"INFO"}})");
  const auto bus = call("DescribeEventBus", R"({"Name":"plain"})").output();
  EXPECT_EQ(bus.at("Name"), "plain");
  EXPECT_EQ(bus.at("CreationTime").to_number<double>(), 1'725'979'307.0);
  EXPECT_FALSE(bus.contains("Description"));
  EXPECT_FALSE(bus.contains("Policy"));
}

TEST_F(EventBusOperations, KnowTheDefaultBusFromTheStart) {
  EXPECT_EQ(
      output("DescribeEventBus", "{}"),
      R"({"Name":"default","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/default"})");
  EXPECT_EQ(output("ListEventBuses", R"({"NamePrefix":"def"})"),
            R"({"EventBuses":[{"Name":"default",)"
            R"("Arn":"arn:aws:events:us-east-1:123456789012:event-bus/default"}]})");
}

TEST_F(EventBusOperations, ChangeWhatACallNamesAndNoMore) {
  output("UpdateEventBus", R"({"Name":"shop","Description":"d"})");
  EXPECT_EQ(output("UpdateEventBus", R"({"Name":"shop","KmsKeyIdentifier":"k"})"),
            fmt::format(R"({{"Arn":"{}","Name":"shop","Description":"d","KmsKeyIdentifier":"k"}})",
                        kShopArn));
  const auto by_arn = call("DescribeEventBus", fmt::format(R"({{"Name":"{}"}})", kShopArn));
  EXPECT_EQ(by_arn.output().at("Description"), "d");
  output("UpdateEventBus", R"({"Description":"of the default bus"})");
  EXPECT_EQ(call("DescribeEventBus", "{}").output().at("Description"), "of the default bus");
}

TEST_F(EventBusOperations, ListPageByPageSortedByName) {
  for (const auto* name : {"z", "a", "m"}) {
    output("CreateEventBus", fmt::format(R"({{"Name":"{}"}})", name));
  }
  std::string names, token;
  do {
    const auto page = call("ListEventBuses", fmt::format(R"({{"Limit":2{}}})", token)).output();
    for (const auto& bus : page.at("EventBuses").as_array()) {
      names += std::string{bus.at("Name").as_string()} + " ";
    }
    const auto* next = page.if_contains("NextToken");
    token = next ? fmt::format(R"(,"NextToken":{})", boost::json::serialize(*next)) : "";
  } while (!token.empty());
  EXPECT_EQ(names, "a default m shop z ");
}

TEST_F(EventBusOperations, KeepAPolicy) {
  output("PutPermission", R"({"EventBusName":"shop","Action":"events:PutEvents",)"
                          R"("Principal":"111122223333","StatementId":"one"})");
  output("PutPermission", R"({"EventBusName":"shop","Action":"events:PutEvents",)"
                          R"("Principal":"*","StatementId":"two"})");
  const auto policy_of = [&](std::string_view bus) {
    const auto found = call("DescribeEventBus", fmt::format(R"({{"Name":"{}"}})", bus)).output();
    return found.contains("Policy") ? std::string{found.at("Policy").as_string()} : std::string{};
  };
  EXPECT_TRUE(policy_of("shop").contains(R"("AWS":"arn:aws:iam::111122223333:root")"));
  EXPECT_TRUE(policy_of("shop").contains(R"("Principal":"*")"));
  EXPECT_EQ(policy_of("default"), "");
  output("RemovePermission", R"({"EventBusName":"shop","StatementId":"one"})");
  EXPECT_FALSE(policy_of("shop").contains("111122223333"));
  output("RemovePermission", R"({"EventBusName":"shop","RemoveAllPermissions":true})");
  EXPECT_EQ(policy_of("shop"), "");
  output("PutPermission", R"({"Policy":"{\"Statement\":[]}"})");
  EXPECT_EQ(policy_of("default"), R"({"Statement":[]})");
}

TEST_F(EventBusOperations, LimitAPolicysLength) {
  const auto input = boost::json::serialize(
      boost::json::object{{"Policy", fmt::format(R"({{"Id":"{}"}})", std::string(10'240, 'x'))}});
  expect_refused(*this, {"long", "PutPermission", input, "PolicyLengthExceededException",
                         "The policy of event bus default is longer than 10240 characters."});
}

TEST_F(EventBusOperations, CarryEventsToTheirOwnRulesOnly) {
  log_groups = {"/shop", "/default"};
  const auto put = [&](std::string_view bus, std::string_view group) {
    output("PutRule", fmt::format(R"({{"Name":"r","EventBusName":"{}",)"
                                  R"("EventPattern":"{{\"source\":[\"shop\"]}}"}})",
                                  bus));
    output("PutTargets",
           fmt::format(R"({{"Rule":"r","EventBusName":"{}","Targets":[{{"Id":"t","Arn":)"
                       R"("arn:aws:logs:us-east-1:123456789012:log-group:{}"}}]}})",
                       bus, group));
  };
  put("shop", "/shop");
  put("default", "/default");
  output("PutEvents", fmt::format(R"({{"Entries":[{{"Source":"shop","DetailType":"d",)"
                                  R"("Detail":"{{}}","EventBusName":"{}"}}]}})",
                                  kShopArn));
  EXPECT_EQ(logged("/shop").size(), 1U);
  EXPECT_TRUE(logged("/default").empty());

  RuleBook after_restart{storage};
  ASSERT_TRUE(after_restart.load());
  EXPECT_TRUE(after_restart.snapshot()->has_bus({.scope = scope, .name = "shop"}));
}

TEST_F(EventBusOperations, TakeRulesAlongWhenABusGoes) {
  output("PutRule", R"({"Name":"r","EventBusName":"shop","EventPattern":"{\"a\":[1]}"})");
  EXPECT_EQ(output("DeleteEventBus", R"({"Name":"shop"})"), "{}");
  EXPECT_EQ(output("DeleteEventBus", R"({"Name":"shop"})"), "{}");
  expect_refused(*this, {"gone", "ListRules", R"({"EventBusName":"shop"})", kNotFound,
                         "Event bus shop does not exist."});
  output("CreateEventBus", R"({"Name":"shop"})");
  EXPECT_EQ(output("ListRules", R"({"EventBusName":"shop"})"), R"({"Rules":[]})");
}

TEST(EventBusQuota, CountsTheDefaultBus) {
  const EventWorld world{{.buses = 2}};
  EXPECT_EQ(world.call("CreateEventBus", R"({"Name":"a"})").error(), nullptr);
  const auto refused = world.call("CreateEventBus", R"({"Name":"b"})");
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "LimitExceededException");
}

TEST_F(EventBusOperations, LeavePartnersToAws) {
  for (const auto* name : {"PutPartnerEvents", "ListEventSources", "DescribeEventSource",
                           "ActivateEventSource", "CreatePartnerEventSource"}) {
    expect_refused(*this, {name, name, "{}", "OperationDisabledException",
                           "Partner event sources are not available in Epitaph."});
  }
}

}  // namespace
}  // namespace epitaph::events
