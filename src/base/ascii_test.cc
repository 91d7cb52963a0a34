#include "base/ascii.h"

#include <string>

#include <gtest/gtest.h>

namespace epitaph {
namespace {

// The characters of all 256 bytes for which a question holds, in their order.
std::string those(bool (*question)(char)) {
  std::string found;
  for (int c = -128; c < 128; ++c) {
    if (question(static_cast<char>(c))) found += static_cast<char>(c);
  }
  return found;
}

TEST(Ascii, KnowsItsCharactersAndNoOthers) {
  const std::string digits = "0123456789", lower = "abcdefghijklmnopqrstuvwxyz",
                    upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  EXPECT_EQ(those(is_digit), digits);
  EXPECT_EQ(those(is_lower), lower);
  EXPECT_EQ(those(is_upper), upper);
  EXPECT_EQ(those(is_letter), upper + lower);
  EXPECT_EQ(those(is_alphanumeric), digits + upper + lower);
  EXPECT_EQ(those(is_hex), digits + "ABCDEFabcdef");
}

TEST(Ascii, ReadsHexadecimalDigits) {
  int value = 0;
  for (const char c : std::string("0123456789abcdef")) EXPECT_EQ(hex_value(c), value++);
  EXPECT_EQ(hex_value('F'), 15);
  EXPECT_EQ(hex_value('g'), -1);
}

TEST(Ascii, ComparesWithoutRegardToTheCaseOfItsLettersAlone) {
  EXPECT_EQ(to_lower("AZaz09-É"), "azaz09-É");
  EXPECT_EQ(to_upper('z'), 'Z');
  EXPECT_EQ(to_upper('{'), '{');
  EXPECT_TRUE(equal_ignoring_case("Host", "hOST"));
  EXPECT_FALSE(equal_ignoring_case("Host", "Hos"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
  EXPECT_TRUE(starts_with_ignoring_case("AWS/x", "aws/"));
  EXPECT_FALSE(starts_with_ignoring_case("aw", "aws/"));
  EXPECT_TRUE(contains_ignoring_case("an OutOfMemoryError", "outofmemory"));
  EXPECT_TRUE(contains_ignoring_case("x", ""));
  EXPECT_FALSE(contains_ignoring_case("", "x"));
}

TEST(Ascii, DigitsAreOneOrMore) {
  EXPECT_TRUE(is_digits("0"));
  EXPECT_TRUE(is_digits("012345678901"));
  for (const auto* text : {"", " 1", "1 ", "-1", "1a"}) EXPECT_FALSE(is_digits(text)) << text;
}

}  // namespace
}  // namespace epitaph
