#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::IsEmpty;

class QueryDefinitionOperations : public testing::Test, protected LogWorld {
 protected:
  std::string put(std::string_view input) const {
    return std::string{output("PutQueryDefinition", input).at("queryDefinitionId").as_string()};
  }
  std::vector<std::string> names(std::string_view input = "{}") const {
    return each(output("DescribeQueryDefinitions", input), "queryDefinitions", "name");
  }
};

TEST_F(QueryDefinitionOperations, ADefinitionComesBackAsItWasPut) {
  const auto id = put(R"({"name":"ecs/by service","queryString":"filter detail.group = {{group}}",
      "logGroupNames":["/app"],
      "parameters":[{"name":"group","defaultValue":"service:web","description":"which"}]})");
  EXPECT_EQ(output("DescribeQueryDefinitions", "{}").at("queryDefinitions").as_array().at(0),
            json::parse(fmt::format(
                R"({{"queryLanguage":"CWLI","queryDefinitionId":"{}","name":"ecs/by service",
                     "queryString":"filter detail.group = {{{{group}}}}","lastModified":{},
                     "logGroupNames":["/app"],
                     "parameters":[{{"name":"group","defaultValue":"service:web",
                                     "description":"which"}}]}})",
                id, now_ms())));
}

TEST_F(QueryDefinitionOperations, AnUpdateReplacesEverything) {
  const auto id = put(R"({"name":"a","queryString":"limit 1","logGroupNames":["/app"]})");
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(
      put(fmt::format(R"({{"name":"b","queryString":"limit 2","queryDefinitionId":"{}"}})", id)),
      id);
  EXPECT_THAT(names(), ElementsAre("b"));
  const auto stored =
      output("DescribeQueryDefinitions", "{}").at("queryDefinitions").as_array().at(0);
  EXPECT_EQ(stored.at("queryString"), "limit 2");
  EXPECT_EQ(stored.at("logGroupNames"), json::array{});
  EXPECT_EQ(stored.at("lastModified"), now_ms());
}

TEST_F(QueryDefinitionOperations, AClientTokenMakesOneOfTwoCalls) {
  const std::string token(36, 't');
  const auto input =
      fmt::format(R"({{"name":"a","queryString":"limit 1","clientToken":"{}"}})", token);
  EXPECT_EQ(put(input), put(input));
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(QueryDefinitionOperations, AreListedByNameAndPrefixPageByPage) {
  for (const auto* name : {"b/2", "a", "b/1", "b/1"}) {
    put(fmt::format(R"({{"name":"{}","queryString":"limit 1"}})", name));
  }
  EXPECT_THAT(names(), ElementsAre("a", "b/1", "b/1", "b/2"));
  EXPECT_THAT(names(R"({"queryDefinitionNamePrefix":"b/"})"), ElementsAre("b/1", "b/1", "b/2"));
  EXPECT_THAT(names(R"({"queryLanguage":"PPL"})"), IsEmpty());
  std::vector<std::string> read;
  json::object input{{"maxResults", 1}};
  while (true) {
    const auto page = output("DescribeQueryDefinitions", json::serialize(input));
    for (auto& name : each(page, "queryDefinitions", "name")) read.push_back(std::move(name));
    if (!page.contains("nextToken")) break;
    input["nextToken"] = page.at("nextToken");
  }
  EXPECT_THAT(read, ElementsAre("a", "b/1", "b/1", "b/2"));
}

TEST_F(QueryDefinitionOperations, ADeletedOneIsGone) {
  const auto input = fmt::format(R"({{"queryDefinitionId":"{}"}})",
                                 put(R"({"name":"a","queryString":"limit 1"})"));
  EXPECT_EQ(output("DeleteQueryDefinition", input).at("success"), true);
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_EQ(call("DeleteQueryDefinition", input).error()->type, kMissing);
}

TEST_F(QueryDefinitionOperations, RefusesWhatAwsRefuses) {
  const Refusal refusals[] = {
      {"an unknown one", "PutQueryDefinition",
       R"({"name":"a","queryString":"limit 1","queryDefinitionId":"x"})", kMissing,
       "The specified query definition does not exist."},
      {"a name with a colon", "PutQueryDefinition", R"({"name":"a:b","queryString":"limit 1"})",
       kInvalid,
       R"(1 validation error detected: Value 'a:b' at 'name' failed to satisfy constraint: Member )"
       R"(must satisfy regular expression pattern: ^([^:*\/]+\/?)*[^:*\/]+$)"},
      {"another language", "PutQueryDefinition",
       R"({"name":"a","queryString":"SELECT 1","queryLanguage":"SQL"})", kInvalid,
       "queryLanguage SQL is not available: queries are written in Logs Insights QL (CWLI)."},
      {"a parameter twice", "PutQueryDefinition",
       R"({"name":"a","queryString":"limit {{n}}","parameters":[{"name":"n"},{"name":"n"}]})",
       kInvalid, "The query parameter 'n' is given twice."},
      {"a parameter that stands nowhere", "PutQueryDefinition",
       R"({"name":"a","queryString":"limit 1","parameters":[{"name":"n"}]})", kInvalid,
       "The query string has no placeholder {{n}} for the query parameter 'n'."},
      {"a bad token", "DescribeQueryDefinitions", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

TEST_F(QueryDefinitionOperations, AnAccountHasAThousand) {
  put(R"({"name":"a","queryString":"limit 1"})");
  const auto stored = store.list_documents("log-query-definition", scope)->at(0);
  storage::Commit more;
  for (int i = 1; i < 1000; ++i) {
    auto key = stored.key;
    key.name = std::to_string(i);
    more.documents.push_back({std::move(key), stored.text, {}});
  }
  ASSERT_TRUE(store.commit(std::move(more)));
  const auto refused = call("PutQueryDefinition", R"({"name":"a","queryString":"limit 1"})");
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "LimitExceededException");
  EXPECT_EQ(refused.error()->message, "Resource limit exceeded.");
}

}  // namespace
}  // namespace epitaph::logs
