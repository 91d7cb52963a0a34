#include "pattern/folded_text.h"

#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

TEST(FoldedText, EqualsInEitherCaseOfItsOwnLetters) {
  struct Case {
    std::string_view pattern, text;
    bool equal;
  };
  constexpr Case kCases[] = {
      {"", "", true},
      {"", "a", false},
      {"fargate", "FarGATE", true},
      {"fargate", "FARGATE_SPOT", false},
      {"ÜBER", "über", true},
      {"straße", "STRASSE", true},
      {"STRASSE", "straße", false},
      {"ⱥ", "Ⱥ", true},
      {"Σ", "σ", true},
      {"Σ", "ς", false},
      {"ς", "Σ", true},
      {"é", "e\u0301", false},
      {"𐐀", "𐐀", true},
      {"𐐀", "𐐨", false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(FoldedText(c.pattern).equals(c.text), c.equal) << c.pattern << ' ' << c.text;
  }
}

TEST(FoldedText, BeginsAndEnds) {
  EXPECT_TRUE(FoldedText("serVice").begins("SERVICE:checkout"));
  EXPECT_FALSE(FoldedText("service:").begins("service"));
  EXPECT_TRUE(FoldedText("ß.PNG").ends("xSS.png"));
  EXPECT_FALSE(FoldedText("x.png").ends(".png"));
  EXPECT_TRUE(FoldedText("").begins(""));
  EXPECT_TRUE(FoldedText("").ends("a"));
}

}  // namespace
}  // namespace epitaph::pattern
