#include "logs/filter/filter_pattern.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

TEST(FilterPattern, HasTheFormThatItsFirstCharacterSays) {
  EXPECT_TRUE(FilterPattern::compile("ERROR")->is_of_terms());
  EXPECT_TRUE(FilterPattern::compile("")->is_of_terms());
  EXPECT_TRUE(FilterPattern::compile(" { $.a = 1 } ")->is_of_json());
  const auto columns = FilterPattern::compile("\t[a, b]\n");
  EXPECT_FALSE(columns->is_of_terms() || columns->is_of_json());
  EXPECT_TRUE(columns->has_column("b"));
  EXPECT_FALSE(columns->has_column("c"));
  EXPECT_FALSE(FilterPattern::compile("b")->has_column("b"));
}

TEST(FilterPattern, CountsItsRegularExpressions) {
  const std::pair<std::string_view, std::size_t> cases[] = {
      {"ERROR", 0},        {"%a% b -%c%", 2},
      {"{ $.a = 1 }", 0},  {"{ $.a = %x% || $.b != %y% }", 2},
      {"[a, b = %x%]", 1}, {R"("%a%")", 0}};
  for (const auto& [text, count] : cases) {
    EXPECT_EQ(FilterPattern::compile(text)->regexes(), count) << text;
  }
}

TEST(FilterPattern, RefusesWhatIsTooLong) {
  EXPECT_TRUE(FilterPattern::compile(std::string(FilterPattern::kTextBytesMax, 'a')));
  EXPECT_FALSE(FilterPattern::compile(std::string(FilterPattern::kTextBytesMax + 1, 'a')));
}

TEST(FilterPattern, MatchesLongMessages) {
  const std::string filler(300'000, 'x');
  const auto json = R"({"filler": ")" + filler + R"(", "n": 1})";
  EXPECT_TRUE(FilterPattern::compile("{ $.n = 1 && $.filler = x* }")->matches(json));
  EXPECT_TRUE(FilterPattern::compile("[a, b = end]")->matches(filler + " end"));
}

}  // namespace
}  // namespace epitaph::logs
