#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;

constexpr std::string_view kPolicyText =
    R"({\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"x.amazonaws.com\"]},)"
    R"(\"Action\":\"logs:*\",\"Resource\":\"*\"}]})";
constexpr std::string_view kPolicyGroup = "arn:aws:logs:eu-west-1:111122223333:log-group:g";

struct LogResourcePolicies : testing::Test, LogWorld {
  void SetUp() override { output("CreateLogGroup", R"({"logGroupName":"g"})"); }

  static std::string input(std::string_view name, std::string_view more = "") {
    return fmt::format(R"({{"policyName":"{}","policyDocument":"{}"{}}})", name, kPolicyText, more);
  }
  static std::string of_group(std::string_view more = "") {
    return fmt::format(R"(,"resourceArn":"{}"{})", kPolicyGroup, more);
  }
  static std::string expecting(std::string_view revision) {
    return fmt::format(R"(,"expectedRevisionId":"{}")", revision);
  }
  std::vector<std::string> names(std::string_view query = "{}") {
    return each(output("DescribeResourcePolicies", query), "resourcePolicies", "policyName");
  }
  std::string type_of(std::string_view operation, std::string_view input) {
    const auto answer = call(operation, input);
    return answer.error() == nullptr ? "" : answer.error()->type;
  }
};

TEST_F(LogResourcePolicies, ComeBackAsTheyWentIn) {
  EXPECT_EQ(boost::json::serialize(output("PutResourcePolicy", input("p"))),
            fmt::format(R"({{"resourcePolicy":{{"policyName":"p","policyDocument":"{}",)"
                        R"("lastUpdatedTime":1700000000000,"policyScope":"ACCOUNT"}}}})",
                        kPolicyText));
}

TEST_F(LogResourcePolicies, AreDescribedNormalised) {
  output("PutResourcePolicy", input("p"));
  EXPECT_EQ(boost::json::serialize(output("DescribeResourcePolicies", "{}")),
            R"({"resourcePolicies":[{"policyName":"p","policyDocument":)"
            R"("{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":)"
            R"({\"Service\":\"x.amazonaws.com\"},\"Action\":\"logs:*\",\"Resource\":\"*\"}]}",)"
            R"("lastUpdatedTime":1700000000000,"policyScope":"ACCOUNT"}]})");
}

TEST_F(LogResourcePolicies, AreReplacedByName) {
  output("PutResourcePolicy", input("p"));
  clock.advance(std::chrono::seconds{1});
  output("PutResourcePolicy", input("p"));
  const auto all = output("DescribeResourcePolicies", "{}").at("resourcePolicies").as_array();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at(0).at("lastUpdatedTime"), now_ms());
}

TEST_F(LogResourcePolicies, AreTenAtMost) {
  for (int i = 0; i < 10; ++i) output("PutResourcePolicy", input(fmt::format("p{}", i)));
  const std::string eleventh = input("p10");
  const Refusal refusals[] = {{"the eleventh", "PutResourcePolicy", eleventh,
                               "LimitExceededException", "Resource limit exceeded."}};
  expect_refused(refusals);
  output("PutResourcePolicy", input("p3"));
  output("PutResourcePolicy", input("of g", of_group()));  // those of log groups do not count
  scope.region = "us-east-1";
  output("PutResourcePolicy", input("p10"));
}

TEST_F(LogResourcePolicies, AreListedPageByPage) {
  for (const char* name : {"c", "a", "b"}) output("PutResourcePolicy", input(name));
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
  const auto page = output("DescribeResourcePolicies", R"({"limit":2})");
  EXPECT_THAT(each(page, "resourcePolicies", "policyName"), ElementsAre("a", "b"));
  EXPECT_THAT(
      names(fmt::format(R"({{"nextToken":{}}})", boost::json::serialize(page.at("nextToken")))),
      ElementsAre("c"));
}

TEST_F(LogResourcePolicies, OfALogGroupAreChangedByWhoKnowsTheRevision) {
  const auto put = output("PutResourcePolicy", input("p", of_group()));
  const std::string first{put.at("revisionId").as_string()};
  EXPECT_EQ(put.at("resourcePolicy").at("policyScope"), "RESOURCE");
  EXPECT_EQ(std::string_view{put.at("resourcePolicy").at("resourceArn").as_string()}, kPolicyGroup);
  EXPECT_EQ(type_of("PutResourcePolicy", input("p", of_group())), "OperationAbortedException");
  const std::string second{output("PutResourcePolicy", input("p", of_group(expecting(first))))
                               .at("revisionId")
                               .as_string()};
  EXPECT_NE(second, first);
  EXPECT_EQ(names(), std::vector<std::string>{});
  EXPECT_THAT(names(R"({"policyScope":"RESOURCE"})"), ElementsAre("p"));
  EXPECT_THAT(names(fmt::format(R"({{"resourceArn":"{}"}})", kPolicyGroup)), ElementsAre("p"));
  const auto remove = [&](std::string_view revision) {
    return fmt::format(R"({{"policyName":"p"{}}})", of_group(expecting(revision)));
  };
  EXPECT_EQ(type_of("DeleteResourcePolicy", remove(first)), "OperationAbortedException");
  output("DeleteResourcePolicy", remove(second));
  EXPECT_EQ(names(R"({"policyScope":"RESOURCE"})"), std::vector<std::string>{});
}

TEST_F(LogResourcePolicies, OfALogGroupGoWithIt) {
  output("PutResourcePolicy", input("p", of_group()));
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  EXPECT_EQ(names(R"({"policyScope":"RESOURCE"})"), std::vector<std::string>{});
}

TEST_F(LogResourcePolicies, AreDeleted) {
  output("PutResourcePolicy", input("p"));
  output("DeleteResourcePolicy", R"({"policyName":"p"})");
  EXPECT_EQ(names(), std::vector<std::string>{});
}

TEST_F(LogResourcePolicies, AreRefusedInTheWordsOfAws) {
  const std::string no_group =
      input("p", R"(,"resourceArn":"arn:aws:logs:eu-west-1:111122223333:log-group:none")");
  const std::string no_arn = input("p", R"(,"resourceArn":"g")");
  const Refusal refusals[] = {
      {"delete none", "DeleteResourcePolicy", R"({"policyName":"non-existent"})", kMissing,
       "Policy with name [non-existent] does not exist."},
      {"no policy", "PutResourcePolicy", R"({"policyName":"p","policyDocument":"{}"})", kInvalid,
       "Invalid policy document. Please check the policy syntax and ensure that Principals are "
       "valid."},
      {"no name", "PutResourcePolicy", R"({"policyDocument":"{}"})", kInvalid,
       "1 validation error detected: Value null at 'policyName' failed to satisfy constraint: "
       "Member must not be null"},
      {"of no group", "PutResourcePolicy", no_group, kMissing,
       "The specified log group does not exist."},
      {"of nothing", "PutResourcePolicy", no_arn, kInvalid,
       "The specified resource ARN is invalid."},
      {"a foreign token", "DescribeResourcePolicies", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

struct LogExportTasks : testing::Test, LogWorld {};

TEST_F(LogExportTasks, FindNoBucket) {
  output("CreateLogGroup", R"({"logGroupName":"g"})");
  EXPECT_EQ(boost::json::serialize(output("DescribeExportTasks", R"({"taskId":"x"})")),
            R"({"exportTasks":[]})");
  const Refusal refusals[] = {
      {"no bucket", "CreateExportTask",
       R"({"logGroupName":"g","from":0,"to":1,"destination":"bucket"})", kInvalid,
       "The given bucket does not exist. Please make sure the bucket is valid."},
      {"no group", "CreateExportTask",
       R"({"logGroupName":"none","from":0,"to":1,"destination":"bucket"})", kMissing,
       "The specified log group does not exist."},
      {"none to cancel", "CancelExportTask", R"({"taskId":"x"})", kMissing,
       "The specified export task does not exist."},
      {"a foreign token", "DescribeExportTasks", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::logs
