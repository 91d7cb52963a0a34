#include "pattern/matcher/bracket_search.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

// Goes byte by byte. A backslash only ever takes the meaning of a quote away, for in JSON there is
// none outside strings.
std::size_t plain_closing(const std::string& text, std::size_t depth) {
  bool in_string = false;
  bool escaped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool bare = !escaped;
    escaped = bare && c == '\\';
    if (c == '"' && bare) {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      ++depth;
    } else if (!in_string && (c == '}' || c == ']') && --depth == 0) {
      return i;
    }
  }
  return kNowhere;
}

std::string random_text(std::mt19937& random, std::size_t size, std::string_view characters) {
  std::string out;
  while (out.size() < size) out += characters[random() % characters.size()];
  return out;
}

TEST(FindClosing, FindsTheSameOnEveryProcessor) {
  std::mt19937 random(1);
  for (const std::string_view characters :
       {std::string_view(R"({}[]",:\ a)"), std::string_view(R"(\\\\"}])"),
        std::string_view("\"{}x"), std::string_view("{[}]]"),
        std::string_view("\xC3\xA9\xDB\xFB\xFD\x5B\x1B\x1D\"}")}) {
    for (int round = 0; round < 400; ++round) {
      const std::string text = random_text(random, random() % 400, characters);
      const std::size_t depth = 1 + random() % 9;
      const std::size_t want = plain_closing(text, depth);
      ASSERT_EQ(find_closing()(text.data(), text.size(), depth), want) << text;
      ASSERT_EQ(find_closing_portably(text.data(), text.size(), depth), want) << text;
    }
  }
}

TEST(FindClosing, CountsThroughManyBlocks) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += R"([{"}]": [1]},)";
  const std::size_t lists_end = text.size();
  text += std::string(100, ']') + "}";
  EXPECT_EQ(find_closing()(text.data(), text.size(), 1), text.size() - 1);
  EXPECT_EQ(find_closing()(text.data(), text.size(), 2), kNowhere);
  const std::string_view rest = std::string_view(text).substr(lists_end);
  for (std::size_t depth = 1; depth <= 101; ++depth) {
    EXPECT_EQ(find_closing()(rest.data(), rest.size(), depth), depth - 1);
  }
}

TEST(FindClosing, ReadsNothingBeyondTheText) {
  for (std::size_t size = 0; size < 200; ++size) {
    // A heap block of just that size, so that a sanitizer sees every byte too many.
    const std::vector<char> text(size, 'x');
    EXPECT_EQ(find_closing()(text.data(), text.size(), 1), kNowhere);
  }
}

}  // namespace
}  // namespace epitaph::pattern
