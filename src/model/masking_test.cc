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

struct OverridesCase {
  std::string_view name, task, masked;
};

constexpr OverridesCase kOverridesCases[] = {
    {"an event's",
     R"({"overrides":{"containerOverrides":[{"name":"app","environment":[)"
     R"({"name":"KEY","value":"s3cret"},{"name":"N"}]}]}})",
     R"({"overrides":{"containerOverrides":[{"name":"app","environment":[)"
     R"({"name":"KEY","value":"***"},{"name":"N"}]}]}})"},
    {"Step Functions'", R"({"Overrides":{"ContainerOverrides":[{"Environment":[{"Value":"x"}]}]}})",
     R"({"Overrides":{"ContainerOverrides":[{"Environment":[{"Value":"***"}]}]}})"},
    {"other shapes stay", R"({"overrides":{"containerOverrides":[7,{"environment":{}}]}})",
     R"({"overrides":{"containerOverrides":[7,{"environment":{}}]}})"},
    {"none", R"({"overrides":7})", R"({"overrides":7})"},
};

TEST(Masking, HidesTheEnvironmentOfOverrides) {
  for (const auto& c : kOverridesCases) {
    SCOPED_TRACE(c.name);
    auto task = boost::json::parse(c.task).get_object();
    mask_overrides(task);
    EXPECT_EQ(boost::json::serialize(task), c.masked);
  }
}

}  // namespace
}  // namespace epitaph
