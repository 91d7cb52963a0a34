#include "logs/log_world.h"
#include "logs/operations/refusals.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct LogGroupOperations : testing::Test, LogWorld {
  void create(std::string_view name) {
    output("CreateLogGroup", fmt::format(R"({{"logGroupName":"{}"}})", name));
  }
};

TEST_F(LogGroupOperations, RefuseInTheWordsOfAws) {
  create("there");
  output("CreateLogGroup", R"({"logGroupName":"kept","deletionProtectionEnabled":true})");
  const std::string too_long = fmt::format(R"({{"logGroupName":"{}"}})", std::string(513, 'a'));
  const Refusal refusals[] = {
      {"twice", "CreateLogGroup", R"({"logGroupName":"there"})", "ResourceAlreadyExistsException",
       "The specified log group already exists"},
      {"no name", "CreateLogGroup", "{}", kInvalid,
       "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: "
       "Member must not be null"},
      {"a colon in the name", "CreateLogGroup", R"({"logGroupName":"a:b"})", kInvalid,
       "1 validation error detected: Value 'a:b' at 'logGroupName' failed to satisfy constraint: "
       R"(Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+)"},
      {"a name too long", "CreateLogGroup", too_long, kInvalid,
       "Invalid LogGroup or LogStream, both must have length less than or equal to 512."},
      {"a name of AWS's", "CreateLogGroup", R"({"logGroupName":"aWs/x"})", kInvalid,
       "Log groups starting with AWS/ are reserved for AWS."},
      {"a class", "CreateLogGroup", R"({"logGroupName":"g","logGroupClass":"CHEAP"})", kInvalid,
       "1 validation error detected: Value 'CHEAP' at 'logGroupClass' failed to satisfy "
       "constraint: Member must satisfy enum value set: [STANDARD, INFREQUENT_ACCESS, DELIVERY]"},
      {"a tag of AWS's", "CreateLogGroup", R"({"logGroupName":"g","tags":{"aws:x":"y"}})", kInvalid,
       "aws: prefixed tag key names are not allowed for external use."},
      {"a tag's key", "CreateLogGroup", R"({"logGroupName":"g","tags":{"a*":"y"}})", kInvalid,
       "1 validation error detected: Value '{a*=y}' at 'tags' failed to satisfy constraint: Map "
       "keys must satisfy constraint: [Member must have length less than or equal to 128, Member "
       "must have length greater than or equal to 1, Member must satisfy regular expression "
       R"(pattern: ^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$])"},
      {"delete none", "DeleteLogGroup", R"({"logGroupName":"none"})", kMissing,
       "The specified log group does not exist."},
      {"delete what is too long", "DeleteLogGroup", too_long, kInvalid,
       "Invalid LogGroup or LogStream, both must have length less than or equal to 512."},
      {"delete what is protected", "DeleteLogGroup", R"({"logGroupName":"kept"})",
       "ValidationException",
       "The specified log group is protected from deletion. Turn deletion protection off first."},
      {"protect none", "PutLogGroupDeletionProtection",
       R"({"logGroupIdentifier":"none","deletionProtectionEnabled":true})", kMissing,
       "The specified log group does not exist."},
      {"a number of days", "PutRetentionPolicy", R"({"logGroupName":"there","retentionInDays":2})",
       kInvalid,
       "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: "
       "Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, "
       "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]"},
      {"retain none", "PutRetentionPolicy", R"({"logGroupName":"none","retentionInDays":3})",
       kMissing, "The specified log group does not exist."},
      {"retain none for ever", "DeleteRetentionPolicy", R"({"logGroupName":"none"})", kMissing,
       "The specified log group does not exist."},
      {"list too many", "DescribeLogGroups", R"({"limit":51})", kInvalid,
       "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member "
       "must have value less than or equal to 50"},
      {"prefix and pattern", "DescribeLogGroups",
       R"({"logGroupNamePrefix":"a","logGroupNamePattern":"b"})", kInvalid,
       "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."},
      {"identifiers and prefix", "DescribeLogGroups",
       R"({"logGroupNamePrefix":"a","logGroupIdentifiers":["b"]})", kInvalid,
       "LogGroup identifiers and the other filters are mutually exclusive parameters."},
      {"a foreign token", "DescribeLogGroups", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
      {"an empty token", "DescribeLogGroups", R"({"nextToken":""})", kInvalid,
       "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member "
       "must have length greater than or equal to 1"},
  };
  expect_refused(refusals);
}

TEST_F(LogGroupOperations, AnswerChangesThatFailAsAwsDoes) {
  const std::pair<ErrorKind, std::string_view> cases[] = {
      {ErrorKind::kNotFound, "ResourceNotFoundException"},
      {ErrorKind::kConflict, "OperationAbortedException"},
      {ErrorKind::kUnavailable, "ThrottlingException"}};
  for (const auto& [kind, type] : cases) EXPECT_EQ(refused_change({kind, "why"}).type, type);
  EXPECT_TRUE(aws::is_internal_failure(refused_change({ErrorKind::kIo, "why"})));
}

TEST_F(LogGroupOperations, DescribeAGroupAsAwsDoes) {
  create("/aws/events/x");
  append("/aws/events/x", "s", hours{1}, "twelve bytes");
  EXPECT_EQ(boost::json::serialize(output("DescribeLogGroups", "{}")),
            R"({"logGroups":[{"logGroupName":"/aws/events/x","creationTime":1700000000000,)"
            R"("metricFilterCount":0,)"
            R"("arn":"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x:*",)"
            R"("logGroupClass":"STANDARD",)"
            R"("logGroupArn":"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x",)"
            R"("storedBytes":12,"deletionProtectionEnabled":false}]})");
}

TEST_F(LogGroupOperations, ShowWhatWasSetAndOnlyThat) {
  output("CreateLogGroup",
         R"({"logGroupName":"g","kmsKeyId":"key","logGroupClass":"INFREQUENT_ACCESS",)"
         R"("deletionProtectionEnabled":true,"tags":{"team":"blue"}})");
  const auto described = [&] {
    return output("DescribeLogGroups", "{}").at("logGroups").as_array().at(0).as_object();
  };
  EXPECT_EQ(described().at("kmsKeyId"), "key");
  EXPECT_EQ(described().at("logGroupClass"), "INFREQUENT_ACCESS");
  EXPECT_EQ(described().at("deletionProtectionEnabled"), true);
  EXPECT_FALSE(described().contains("retentionInDays"));

  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":30})");
  EXPECT_EQ(described().at("retentionInDays"), 30);
  output("DeleteRetentionPolicy", R"({"logGroupName":"g"})");
  EXPECT_FALSE(described().contains("retentionInDays"));

  output("PutLogGroupDeletionProtection",
         R"({"logGroupIdentifier":"arn:aws:logs:eu-west-1:111122223333:log-group:g",)"
         R"("deletionProtectionEnabled":false})");
  output("DeleteLogGroup", R"({"logGroupName":"g"})");
  EXPECT_THAT(output("DescribeLogGroups", "{}").at("logGroups").as_array(), IsEmpty());
}

TEST_F(LogGroupOperations, CountOnlyBytesThatAreRetained) {
  create("g");
  append("g", "s", days{4}, "12345");
  append("g", "s", days{2}, "123");
  const auto stored = [&] {
    return output("DescribeLogGroups", "{}").at("logGroups").at(0).at("storedBytes");
  };
  EXPECT_EQ(stored(), 8);
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  EXPECT_EQ(stored(), 3);
}

struct ListCase {
  std::string_view name, input;
  std::vector<std::string> groups;
};

TEST_F(LogGroupOperations, ListWhatIsAskedFor) {
  for (const char* name : {"b", "a/2", "B", "a/1"}) create(name);
  output("CreateLogGroup", R"({"logGroupName":"rare","logGroupClass":"INFREQUENT_ACCESS"})");
  const ListCase cases[] = {
      {"all, in ASCII order", "{}", {"B", "a/1", "a/2", "b", "rare"}},
      {"a prefix", R"({"logGroupNamePrefix":"a/"})", {"a/1", "a/2"}},
      {"a pattern", R"({"logGroupNamePattern":"/2"})", {"a/2"}},
      {"a pattern minds the case", R"({"logGroupNamePattern":"b"})", {"b"}},
      {"an empty pattern", R"({"logGroupNamePattern":""})", {"B", "a/1", "a/2", "b", "rare"}},
      {"a class", R"({"logGroupClass":"INFREQUENT_ACCESS"})", {"rare"}},
      {"identifiers",
       R"({"logGroupIdentifiers":["b","none","arn:aws:logs:eu-west-1:111122223333:log-group:B",)"
       R"("arn:aws:logs:us-east-1:111122223333:log-group:rare"]})",
       {"B", "b"}},
      {"linked accounts, of which there are none",
       R"({"includeLinkedAccounts":true,)"
       R"("accountIdentifiers":["111122223333","999999999999"],"logGroupNamePrefix":"b"})",
       {"b"}},
      {"another account",
       R"({"includeLinkedAccounts":true,"accountIdentifiers":["999999999999"]})",
       {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(each(output("DescribeLogGroups", c.input), "logGroups", "logGroupName"), c.groups);
  }
}

TEST_F(LogGroupOperations, LeaveOutWhatAwsDoesWithAPattern) {
  create("g");
  const auto groups = output("DescribeLogGroups", R"({"logGroupNamePattern":"g"})").at("logGroups");
  EXPECT_FALSE(groups.at(0).as_object().contains("storedBytes"));
  EXPECT_FALSE(groups.at(0).as_object().contains("deletionProtectionEnabled"));
}

TEST_F(LogGroupOperations, GoThroughPagesWhateverHappensBetweenThem) {
  for (const char* name : {"a", "b", "c", "d", "e"}) create(name);
  const auto first = output("DescribeLogGroups", R"({"limit":2})");
  EXPECT_THAT(each(first, "logGroups", "logGroupName"), ElementsAre("a", "b"));
  output("DeleteLogGroup", R"({"logGroupName":"b"})");
  create("aa");
  const auto rest =
      output("DescribeLogGroups", fmt::format(R"({{"limit":3,"nextToken":"{}"}})",
                                              std::string_view{first.at("nextToken").as_string()}));
  EXPECT_THAT(each(rest, "logGroups", "logGroupName"), ElementsAre("c", "d", "e"));
  EXPECT_FALSE(rest.contains("nextToken"));
}

TEST_F(LogGroupOperations, ListFiftyUnlessToldOtherwise) {
  for (int i = 0; i < 51; ++i) create(fmt::format("g{}", i));
  EXPECT_THAT(output("DescribeLogGroups", "{}").at("logGroups").as_array(), SizeIs(50));
}

TEST_F(LogGroupOperations, KeepAccountsAndRegionsApart) {
  create("g");
  scope = {"111122223333", "us-east-1"};
  EXPECT_THAT(output("DescribeLogGroups", "{}").at("logGroups").as_array(), IsEmpty());
  create("g");
}

}  // namespace
}  // namespace epitaph::logs
