#include "base/text_needle.h"

#include <random>

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(TextNeedle, IsFoundWhereverItLies) {
  const std::string_view texts[] = {"x", "ab", "\\u", "aaa", "SpotInterruption", "\"e0:\""};
  for (const std::string_view text : texts) {
    const TextNeedle needle{std::string{text}};
    for (std::size_t before = 0; before < 150; ++before) {
      for (const std::size_t behind : {0, 1, 15, 64, 130}) {
        const std::string hay =
            std::string(before, '.') + std::string{text} + std::string(behind, '.');
        EXPECT_TRUE(needle.is_in(hay)) << text << " " << before << " " << behind;
        // Cut off on either side, and with a byte changed, it is not there.
        EXPECT_FALSE(needle.is_in(std::string_view{hay}.substr(0, before + text.size() - 1)));
        EXPECT_FALSE(needle.is_in(std::string_view{hay}.substr(before + 1)));
        std::string other = hay;
        other[before] = '?';
        EXPECT_FALSE(needle.is_in(other)) << text << " " << before << " " << behind;
      }
    }
  }
}

TEST(TextNeedle, AgreesWithPlainSearchOnTextsThatNearlyRepeat) {
  std::mt19937 random(7);
  const auto text_of = [&](std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += "aab"[random() % 3];
    return text;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string hay = text_of(random() % 200);
    const std::string text = text_of(random() % 12);
    EXPECT_EQ(TextNeedle{text}.is_in(hay), hay.contains(text)) << text << " in " << hay;
  }
}

TEST(TextNeedle, OfNothingLiesInEverything) {
  EXPECT_TRUE(TextNeedle{""}.is_in(""));
  EXPECT_TRUE(TextNeedle{""}.is_in(std::string_view{}));
  EXPECT_TRUE(TextNeedle{""}.is_in("text"));
  EXPECT_FALSE(TextNeedle{"text"}.is_in(std::string_view{}));
}

}  // namespace
}  // namespace epitaph
