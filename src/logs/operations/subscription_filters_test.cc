#include "logs/subscription_world.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct SubscriptionFilters : testing::Test, FilterWorld {
  /// A call with this destination and these further members.
  aws::Answer put_to(std::string_view group, std::string_view destination,
                     std::string_view members = "") const {
    return call("PutSubscriptionFilter",
                fmt::format(R"({{"logGroupName":"{}","filterName":"f","filterPattern":"",)"
                            R"("destinationArn":"{}"{}}})",
                            group, destination, members));
  }
};

TEST_F(SubscriptionFilters, AreShownAsTheyWerePut) {
  put_subscription("b", "ERROR");
  const auto answer =
      put_to("g", destinations.there,
             R"(,"roleArn":"arn:aws:iam::111122223333:role/r","distribution":"Random")");
  ASSERT_EQ(answer.error(), nullptr);
  const auto shown = output("DescribeSubscriptionFilters", R"({"logGroupName":"g"})");
  const auto& filters = shown.at("subscriptionFilters").as_array();
  ASSERT_THAT(filters, SizeIs(2));
  EXPECT_EQ(filters[0], boost::json::parse(fmt::format(
                            R"({{"filterName":"b","logGroupName":"g","filterPattern":"ERROR",
                     "destinationArn":"{}","distribution":"ByLogStream",
                     "applyOnTransformedLogs":false,"creationTime":{}}})",
                            destinations.there, now_ms())));
  EXPECT_EQ(filters[1].at("roleArn"), "arn:aws:iam::111122223333:role/r");
  EXPECT_EQ(filters[1].at("distribution"), "Random");
}

TEST_F(SubscriptionFilters, AreListedByPrefixAndPaged) {
  put_subscription("a/1", "");
  put_subscription("b", "");
  const auto names = [&](std::string_view members) {
    return each(
        output("DescribeSubscriptionFilters", fmt::format(R"({{"logGroupName":"g"{}}})", members)),
        "subscriptionFilters", "filterName");
  };
  EXPECT_THAT(names(R"(,"filterNamePrefix":"a/")"), ElementsAre("a/1"));
  const auto page = output("DescribeSubscriptionFilters", R"({"logGroupName":"g","limit":1})");
  EXPECT_THAT(each(page, "subscriptionFilters", "filterName"), ElementsAre("a/1"));
  EXPECT_THAT(names(fmt::format(R"(,"limit":1,"nextToken":{})",
                                boost::json::serialize(page.at("nextToken")))),
              ElementsAre("b"));
}

TEST_F(SubscriptionFilters, AreTwoAtMost) {
  put_subscription("a", "");
  put_subscription("b", "");
  const auto answer = put_to("g", destinations.there);
  ASSERT_NE(answer.error(), nullptr);
  EXPECT_EQ(answer.error()->type, "LimitExceededException");
  EXPECT_EQ(answer.error()->message, "Resource limit exceeded.");
  put_subscription("b", "ERROR");
  output("DeleteSubscriptionFilter", R"({"logGroupName":"g","filterName":"a"})");
  EXPECT_EQ(put_to("g", destinations.there).error(), nullptr);
}

TEST_F(SubscriptionFilters, GoWithTheirGroup) {
  put_subscription("a", "");
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  EXPECT_THAT(output("DescribeSubscriptionFilters", R"({"logGroupName":"g"})")
                  .at("subscriptionFilters")
                  .as_array(),
              IsEmpty());
}

TEST_F(SubscriptionFilters, JudgeTheDestinationBeforeTheGroup) {
  struct Case {
    std::string_view destination, members, type, message;
  };
  constexpr std::string_view kRole = R"(,"roleArn":"arn:aws:iam::111122223333:role/r")";
  const Case cases[] = {
      {"arn:aws:lambda:eu-west-1:999999999999:function:f", "", "AccessDeniedException",
       "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies "
       "to "
       "create cross account lambda triggers."},
      {"arn:aws:lambda:eu-west-1:111122223333:function:f", kRole, kInvalid,
       "destinationArn for vendor lambda cannot be used with roleArn"},
      {"arn:aws:lambda:eu-west-1:111122223333:function:f", "", kInvalid,
       "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission "
       "to execute your function."},
      {"arn:aws:kinesis:eu-west-1:111122223333:stream/s", "", kInvalid,
       "destinationArn for vendor kinesis cannot be used without roleArn"},
      {"arn:aws:kinesis:eu-west-1:111122223333:stream/s", kRole, kInvalid,
       "Could not deliver test message to specified Kinesis stream. Check if the given kinesis "
       "stream is in ACTIVE state."},
      {"arn:aws:firehose:eu-west-1:111122223333:deliverystream/s", "", kInvalid,
       "destinationArn for vendor firehose cannot be used without roleArn"},
      {"arn:aws:firehose:eu-west-1:111122223333:deliverystream/s", kRole, kInvalid,
       "Could not deliver test message to specified Firehose stream. Check if the given Firehose "
       "stream is in ACTIVE state."},
      {"arn:aws:sns:eu-west-1:111122223333:t", kRole, kInvalid,
       "PutSubscriptionFilter operation cannot work with destinationArn for vendor sns"},
      {"arn:aws:events:eu-west-1:111122223333:event-bus/b", "", kInvalid,
       "PutSubscriptionFilter operation cannot work with destinationArn for vendor events"},
      {"arn:aws:logs:eu-west-1:111122223333:destination:d", "", kMissing,
       "The specified destination does not exist."},
      {"arn:aws:sqs:eu-west-1:111122223333:none", "", kInvalid,
       "Could not deliver test message to specified SQS queue. Check if the given SQS queue "
       "exists."},
      {"arn:aws:events:eu-west-1:111122223333:api-destination/d/1", "", kInvalid,
       "Could not deliver test message to specified API destination. Check if the given API "
       "destination exists."},
      {"queue", "", kInvalid, "destinationArn is not a valid ARN."},
      {destinations.there, "", kMissing, "The specified log group does not exist."},
      {destinations.there, R"(,"distribution":"Even")", kInvalid,
       "1 validation error detected: Value 'Even' at 'distribution' failed to satisfy constraint: "
       "Member must satisfy enum value set: [Random, ByLogStream]"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.destination);
    const auto answer = put_to("none", c.destination, c.members);
    ASSERT_NE(answer.error(), nullptr);
    EXPECT_EQ(answer.error()->type, c.type);
    EXPECT_EQ(answer.error()->message, c.message);
    EXPECT_EQ(answer.error()->status, 400);
  }
  EXPECT_THAT(destinations.sent, IsEmpty());
}

TEST_F(SubscriptionFilters, AreRefusedInTheWordsOfAws) {
  const Refusal refusals[] = {
      {"a bad pattern", "PutSubscriptionFilter",
       R"({"logGroupName":"g","filterName":"f","filterPattern":"a:b","destinationArn":"x"})",
       kInvalid, "Invalid character(s) in term ':'"},
      {"delete none", "DeleteSubscriptionFilter", R"({"logGroupName":"g","filterName":"f"})",
       kMissing, "The specified subscription filter does not exist."},
      {"delete in no group", "DeleteSubscriptionFilter",
       R"({"logGroupName":"none","filterName":"f"})", kMissing,
       "The specified log group does not exist."},
      {"describe in no group", "DescribeSubscriptionFilters", R"({"logGroupName":"none"})",
       kMissing, "The specified log group does not exist."},
      {"a foreign token", "DescribeSubscriptionFilters", R"({"logGroupName":"g","nextToken":"x"})",
       kInvalid, "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::logs
