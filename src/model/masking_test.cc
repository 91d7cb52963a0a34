#include "model/masking.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

struct MaskCase {
  std::string_view name, text, masked;
};

constexpr MaskCase kMaskCases[] = {
    {"no URL", "exec: \"serve\": not found", "exec: \"serve\": not found"},
    {"a question is no query", "Did it? Yes, a=b.", "Did it? Yes, a=b."},
    {"no query", "Get https://ecr.example/v2/: EOF", "Get https://ecr.example/v2/: EOF"},
    {"a signed layer", "Get https://s3.example/l?X-Amz-Signature=ab12&X-Amz-Date=1: i/o timeout",
     "Get https://s3.example/l?***: i/o timeout"},
    {"quoted by Go", R"(Get "https://s3.example/l?X-Amz-Credential=AKIA%2Fx": EOF)",
     R"(Get "https://s3.example/l?***": EOF)"},
    {"quoted inside JSON", R"({"reason":"Get \"https://s3.example/l?t=1\": EOF"})",
     R"({"reason":"Get \"https://s3.example/l?***\": EOF"})"},
    {"an ampersand as JSON may write it", R"(https://s3.example/l?a=1\u0026Signature=2 x)",
     "https://s3.example/l?*** x"},
    {"without a scheme", "Get s3.example/l?X-Amz-Signature=ab12: EOF", "Get s3.example/l?***: EOF"},
    {"a token without a name", "https://s3.example/l?c2VjcmV0", "https://s3.example/l?***"},
    {"a quote inside the query hides nothing", "https://s3.example/l?a='b'&sig=c d",
     "https://s3.example/l?*** d"},
    {"every URL", "http://a/?x=1, http://b/?y=2.", "http://a/?***, http://b/?***."},
    {"an empty query", "http://a/?", "http://a/?"},
    {"empty", "", ""},
};

TEST(Masking, HidesTheQueryOfEveryUrl) {
  for (const auto& c : kMaskCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(mask_url_queries(c.text), c.masked);
    EXPECT_EQ(mask_url_queries(c.masked), c.masked) << "masking twice changes nothing";
  }
}

struct SecretsCase {
  std::string_view name, json, masked;
};

constexpr SecretsCase kSecretsCases[] = {
    {"the overrides of a task",
     R"({"overrides":{"containerOverrides":[{"name":"app","environment":[)"
     R"({"name":"KEY","value":"s3cret"},{"name":"N"}]}]}})",
     R"({"overrides":{"containerOverrides":[{"name":"app","environment":[)"
     R"({"name":"KEY","value":"***"},{"name":"N"}]}]}})"},
    {"Step Functions' copy",
     R"({"Overrides":{"ContainerOverrides":[{"Environment":[{"Value":"x"}]}]}})",
     R"({"Overrides":{"ContainerOverrides":[{"Environment":[{"Value":"***"}]}]}})"},
    {"the parameters of an API call",
     R"({"requestParameters":{"containerDefinitions":[{"environment":[{"value":1}]}]}})",
     R"({"requestParameters":{"containerDefinitions":[{"environment":[{"value":"***"}]}]}})"},
    {"a map", R"({"environment":{"KEY":"s3cret"}})", R"({"environment":{"KEY":"***"}})"},
    {"a URL anywhere", R"({"a":[{"b":"see https://h/x?sig=s3cret"}]})",
     R"({"a":[{"b":"see https://h/x?***"}]})"},
    {"a URL in a shape that no environment has", R"({"environment":"https://h/x?sig=s3cret"})",
     R"({"environment":"https://h/x?***"})"},
    {"nothing secret", R"({"environment":"prod","overrides":7,"value":"v"})",
     R"({"environment":"prod","overrides":7,"value":"v"})"},
};

TEST(Masking, HidesTheSecretsOfAMessageWhateverItIs) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a line with https://x/y?sig=secret in it", "a line with https://x/y?*** in it"},
      {"plain {\"environment\": 1}", "plain {\"environment\": 1}"},
      {R"({"environment":[{"name":"A","value":"secret"}]})",
       R"({"environment":[{"name":"A","value":"***"}]})"},
      {" \n {\"environment\":{\"A\":\"secret\"}}", R"({"environment":{"A":"***"}})"},
      {R"([{"env\u0069ronment":{"A":"secret"}}])", R"([{"environment":{"A":"***"}}])"},
      {R"({ "reason": "pull https://x/y\u003fsig=secret" })",
       R"({"reason":"pull https://x/y?***"})"},
      {R"({ "n": 1.0,  "t": "as it was\n" })", R"({ "n": 1.0,  "t": "as it was\n" })"},
      {R"({ "broken https://x/y?sig=secret)", R"({ "broken https://x/y?***)"},
  };
  for (const auto& [message, masked] : cases) EXPECT_EQ(mask_message(message), masked);
}

TEST(Masking, HidesSecretsAtAnyDepth) {
  for (const auto& c : kSecretsCases) {
    SCOPED_TRACE(c.name);
    auto value = boost::json::parse(c.json);
    EXPECT_EQ(mask_secrets(value), c.json != c.masked);
    EXPECT_EQ(boost::json::serialize(value), c.masked);
    EXPECT_FALSE(mask_secrets(value)) << "masking twice changes nothing";
  }
}

}  // namespace
}  // namespace epitaph
