#include "pattern/wildcard.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

TEST(Wildcard, MatchesAnyCharactersInPlaceOfAStar) {
  struct Case {
    std::string_view pattern, text;
    bool matches;
  };
  constexpr Case kCases[] = {
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"*", "any\nthing", true},
      {"a*", "a", true},
      {"a*", "ba", false},
      {"*a", "ba", true},
      {"a*a", "a", false},
      {"a*a", "aa", true},
      {"a*b*c", "a-b-c", true},
      {"a*b*c", "acbc", true},
      {"a*b*c", "a-c-b", false},
      {"*ab*ab*", "abab", true},
      {"*ab*ab*", "aba", false},
      {"*aab*", "aaab", true},
      {"a*aab", "aab", false},
      {R"(a\*b)", "a*b", true},
      {R"(a\*b)", "axb", false},
      {R"(a\\*)", R"(a\x)", true},
      {"a?c", "abc", false},
      {"[ab]", "a", false},
      {"é*", "é", true},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(std::get<Wildcard>(Wildcard::parse(c.pattern)).matches(c.text), c.matches)
        << c.pattern << ' ' << c.text;
  }
}

TEST(Wildcard, SaysWhatIsWrongAndWhere) {
  struct Case {
    std::string_view pattern, reason;
  };
  constexpr Case kCases[] = {
      {"**", "Consecutive wildcard characters at pos 1"},
      {"é**", "Consecutive wildcard characters at pos 3"},
      {R"(a\b)", "Invalid escape character at pos 2"},
      {R"(a*\)", "Invalid escape character at pos 3"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(std::get<std::string>(Wildcard::parse(c.pattern)), c.reason) << c.pattern;
  }
}

TEST(Wildcard, TakesNoMoreThanLinearTime) {
  const auto wildcard = std::get<Wildcard>(Wildcard::parse("*" + std::string(2000, 'a') + "b*"));
  EXPECT_FALSE(wildcard.matches(std::string(4'000'000, 'a')));
}

}  // namespace
}  // namespace epitaph::pattern
