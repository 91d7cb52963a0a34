#include "pattern/wildcard_score.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

// Each text a {"wildcard"} entry of its own, or all of them one anything-but entry.
std::size_t score(const std::vector<std::string>& texts, bool one_entry = false) {
  std::vector<Wildcard> wildcards;
  for (const auto& text : texts) wildcards.push_back(std::get<Wildcard>(Wildcard::parse(text)));
  std::vector<WildcardEntry> entries(one_entry ? 1 : 0);
  for (const Wildcard& wildcard : wildcards) {
    if (!one_entry) entries.emplace_back();
    entries.back().push_back(&wildcard);
  }
  return wildcard_score(entries);
}

TEST(WildcardScore, IsWhatAwsWasSeenToCount) {
  struct Case {
    std::vector<std::string> entries;
    std::size_t score;
  };
  const Case cases[] = {
      {{}, 0},
      {{"*"}, 2},
      {{"*a"}, 2},
      {{"a*"}, 2},
      {{"*a*"}, 3},
      {{"*:*"}, 3},
      {{"*:*:*"}, 5},
      {{"*:*:*:*"}, 7},
      {{"*:*:*:*:*"}, 9},
      {{"/Users/*/dir/dir/dir/dir/dir/doc.txt"}, 7},
      {{"*:stack/A/*", "*:stack/B/*", "*:stack/C/*"}, 9},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(score(c.entries), c.score) << testing::PrintToString(c.entries);
  }
}

TEST(WildcardScore, EndsAboveTheLimit) {
  EXPECT_GT(score({"*:*:*:*:*:event-bus/*"}), kWildcardScoreMax);
  EXPECT_GT(score({"*:stack/A/*", "*:stack/B/*", "*:stack/C/*", "*:stack/D/*"}), kWildcardScoreMax);
  std::vector<std::string> twelve;
  for (char c = 'a'; c < 'm'; ++c) twelve.push_back(std::string(1, c) + '*');
  EXPECT_EQ(score(twelve), 12U);
  EXPECT_EQ(score(twelve, true), 2U) << "what anything-but lists is one entry";
}

TEST(WildcardScore, CountsTheSameEntryOnce) { EXPECT_EQ(score({"*a*", "*a*"}), 3U); }

TEST(WildcardScore, CountsNoLongerThanItMay) {
  std::string text = "*";
  for (int i = 0; i < 4; ++i) text += std::string(4000, static_cast<char>('a' + i)) + "x*";
  EXPECT_GT(score({text}), kWildcardScoreMax);
  EXPECT_EQ(score({"*" + std::string("abcdefghijklmnop") + "*"}), 3U);
}

}  // namespace
}  // namespace epitaph::pattern
