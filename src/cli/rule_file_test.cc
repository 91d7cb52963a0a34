#include "cli/rule_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

TEST(RuleFile, HasARuleALine) {
  const auto rules =
      parse_rules("rules.jsonl",
                  "{\"name\": \"a\", \"pattern\": {\"source\": [\"x\"]}, \"more\": [{}]}\n"
                  "\n"
                  "{\"pattern\":\"{\\\"n\\\":[1.0]}\",\"name\":\"b\"}\r\n");
  ASSERT_TRUE(rules) << rules.error().message;
  ASSERT_EQ(rules->size(), 2U);
  EXPECT_EQ(rules->at(0).name, "a");
  EXPECT_TRUE(rules->at(0).pattern.matches(R"({"source":"x"})"));
  EXPECT_EQ(rules->at(1).name, "b");
  EXPECT_TRUE(rules->at(1).pattern.matches(R"({"n":1})"));
}

TEST(RuleFile, IsRefusedByLine) {
  struct Row {
    std::string_view name, text, message;
  };
  constexpr Row kRows[] = {
      {"empty", "\n", "f: has no rule"},
      {"no JSON", "x", "f:1: is no rule"},
      {"no object", "[]", "f:1: is no rule"},
      {"no name", R"({"pattern":{"a":[1]}})", "f:1: is no rule"},
      {"no pattern", R"({"name":"a"})", "f:1: is no rule"},
      {"a list for a pattern", R"({"name":"a","pattern":[1]})", "f:1: is no rule"},
      {"not closed", R"({"name":"a","pattern":{"a":[1]})", "f:1: is no rule"},
      {"more behind it", R"({"name":"a","pattern":{"a":[1]}} x)", "f:1: is no rule"},
      {"a pattern that AWS refuses",
       "{\"name\":\"a\",\"pattern\":{\"a\":[1]}}\n{\"name\":\"b\",\"pattern\":{\"a\":1}}",
       "f:2: Event pattern is not valid. Reason: "},
      {"a name twice",
       "{\"name\":\"a\",\"pattern\":{\"a\":[1]}}\n{\"name\":\"a\",\"pattern\":{\"a\":[1]}}",
       "f:2: there is a rule a already"},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.name);
    const auto rules = parse_rules("f", row.text);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().kind, ErrorKind::kInvalid);
    EXPECT_THAT(rules.error().message, testing::StartsWith(std::string{row.message}));
  }
}

TEST(RuleFile, MayBeOnePattern) {
  EXPECT_EQ(parse_one_pattern("f", "{\n\"source\": [\"x\"]\n}")->name, "pattern");
  EXPECT_THAT(parse_one_pattern("f", "{}").error().message,
              testing::StartsWith("f: Event pattern is not valid."));
}

}  // namespace
}  // namespace epitaph::cli
