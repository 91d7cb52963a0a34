#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

struct ListLogGroups : testing::Test, LogWorld {
  void SetUp() override {
    output("CreateLogGroup", R"({"logGroupName":"/aws/lambda/one","tags":{"team":"blue"}})");
    output("CreateLogGroup", R"({"logGroupName":"/app/discovery","tags":{"team":"green"}})");
    output("CreateLogGroup",
           R"({"logGroupName":"/app/web","logGroupClass":"INFREQUENT_ACCESS","tags":{"a":"b"}})");
  }
};

struct ListedCase {
  std::string_view name, input;
  std::vector<std::string> groups;
};

TEST_F(ListLogGroups, ListsWhatIsAskedFor) {
  const ListedCase cases[] = {
      {"all", "{}", {"/app/discovery", "/app/web", "/aws/lambda/one"}},
      {"part of a name", R"({"logGroupNamePattern":"lambda"})", {"/aws/lambda/one"}},
      {"case counts", R"({"logGroupNamePattern":"Lambda"})", {}},
      {"a beginning", R"({"logGroupNamePattern":"^/app"})", {"/app/discovery", "/app/web"}},
      {"no beginning", R"({"logGroupNamePattern":"^web"})", {}},
      {"alternatives",
       R"({"logGroupNamePattern":"^/aws/lambda|discovery"})",
       {"/app/discovery", "/aws/lambda/one"}},
      {"a class", R"({"logGroupClass":"INFREQUENT_ACCESS"})", {"/app/web"}},
      {"a tag", R"({"logGroupTags":[{"key":"team"}]})", {"/app/discovery", "/aws/lambda/one"}},
      {"values",
       R"({"logGroupTags":[{"key":"team","values":["red","blu*"]}]})",
       {"/aws/lambda/one"}},
      {"an end", R"({"logGroupTags":[{"key":"team","values":["*een"]}]})", {"/app/discovery"}},
      {"a middle", R"({"logGroupTags":[{"key":"team","values":["*ree*"]}]})", {"/app/discovery"}},
      {"any other", R"({"logGroupTags":[{"key":"team","values":["!blue"]}]})", {"/app/discovery"}},
      {"several tags", R"({"logGroupTags":[{"key":"team"},{"key":"a"}]})", {}},
      {"a data source", R"({"dataSources":[{"name":"x"}]})", {}},
      {"an index", R"({"fieldIndexNames":["x"]})", {}},
      {"another account", R"({"accountIdentifiers":["999999999999"]})", {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(each(output("ListLogGroups", c.input), "logGroups", "logGroupName"), c.groups);
  }
}

TEST_F(ListLogGroups, AnswersNamesArnsAndClassesOnly) {
  EXPECT_EQ(boost::json::serialize(output("ListLogGroups", R"({"logGroupNamePattern":"web"})")),
            R"({"logGroups":[{"logGroupName":"/app/web",)"
            R"("logGroupArn":"arn:aws:logs:eu-west-1:111122223333:log-group:/app/web",)"
            R"("logGroupClass":"INFREQUENT_ACCESS"}]})");
}

TEST_F(ListLogGroups, GoesThroughPages) {
  const auto first = output("ListLogGroups", R"({"limit":2})");
  EXPECT_EQ(each(first, "logGroups", "logGroupName").size(), 2U);
  const auto rest =
      output("ListLogGroups",
             fmt::format(R"({{"nextToken":{}}})", boost::json::serialize(first.at("nextToken"))));
  EXPECT_THAT(each(rest, "logGroups", "logGroupName"), testing::ElementsAre("/aws/lambda/one"));
  EXPECT_FALSE(rest.contains("nextToken"));
}

TEST_F(ListLogGroups, RefusesInTheWordsOfAws) {
  const Refusal refusals[] = {
      {"too many", "ListLogGroups", R"({"limit":1001})", kInvalid,
       "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member "
       "must have value less than or equal to 1000"},
      {"too short a pattern", "ListLogGroups", R"({"logGroupNamePattern":"a|bcd"})", kInvalid,
       "1 validation error detected: Value 'a|bcd' at 'logGroupNamePattern' failed to satisfy "
       "constraint: Member must satisfy regular expression pattern: "
       R"((\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9]{3,24}){0,4})"},
      {"a foreign token", "ListLogGroups", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::logs
