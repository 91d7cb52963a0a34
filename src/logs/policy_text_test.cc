#include "logs/policy_text.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

struct PolicyCase {
  std::string_view name, text, normalised;
};

TEST(PolicyText, IsNormalisedAsAwsDoes) {
  constexpr PolicyCase kCases[] = {
      {"a recorded one",
       R"({"Statement":[{"Action":"logs:*","Effect":"Allow","Principal":{"Service": )"
       R"(["route53.amazonaws.com"]},"Resource":"*"}]})",
       R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":)"
       R"("route53.amazonaws.com"},"Action":"logs:*","Resource":"*"}]})"},
      {"what is many stays a list",
       R"({ "Version": "2012-10-17", "Statement": [ {"Sid": "S", "Effect": "Allow",
            "Principal": {"Service": ["a.amazonaws.com", "b.amazonaws.com"]},
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": ["x"],
            "Condition": {"StringEquals": {"aws:SourceAccount": ["1"]}} } ] })",
       R"({"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Principal":{"Service":)"
       R"(["a.amazonaws.com","b.amazonaws.com"]},"Action":["logs:CreateLogStream",)"
       R"("logs:PutLogEvents"],"Resource":"x","Condition":{"StringEquals":)"
       R"({"aws:SourceAccount":"1"}}}]})"},
      {"one statement becomes a list",
       R"({"Id":"i","Statement":{"Effect":"Deny","Other":1,"Action":"*"},"Version":"v"})",
       R"({"Version":"v","Id":"i","Statement":[{"Effect":"Deny","Action":"*","Other":1}]})"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto normalised = normalised_policy(c.text);
    ASSERT_TRUE(normalised);
    EXPECT_EQ(*normalised, c.normalised);
    EXPECT_EQ(normalised_policy(*normalised), normalised);
  }
}

TEST(PolicyText, IsNoneWhenItIsNoPolicy) {
  const std::string deep(10'000, '[');
  const std::string_view texts[] = {"",
                                    "x",
                                    "[]",
                                    "{}",
                                    R"({"Statement":[]})",
                                    R"({"Statement":"Allow"})",
                                    R"({"Statement":[{"Action":"*"}]})",
                                    R"({"Statement":[{"Effect":"Maybe"}]})",
                                    R"({"Statement":[{"Effect":"Allow"},1]})",
                                    deep};
  for (const std::string_view text : texts) {
    SCOPED_TRACE(text.substr(0, 40));
    EXPECT_FALSE(normalised_policy(text));
  }
}

}  // namespace
}  // namespace epitaph::logs
