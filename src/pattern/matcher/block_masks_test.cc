#include "pattern/matcher/block_masks.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pattern/matcher/structure_map.h"

namespace epitaph::pattern {
namespace {

// Goes byte by byte.
std::vector<BlockMasks> plain_masks(const std::string& text) {
  std::vector<BlockMasks> out(text.size() / kBlockBytes);
  bool in_string = false;
  bool escaped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    BlockMasks& block = out[i / kBlockBytes];
    const std::uint64_t bit = std::uint64_t{1} << (i % kBlockBytes);
    const char c = text[i];
    const bool bare = !escaped;
    escaped = bare && c == '\\';
    if (c == '\\') block.backslashes |= bit;
    if (c == '"' && bare) {
      block.quotes |= bit;
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      block.opens |= bit;
      ++block.open_count;
    } else if (!in_string && (c == '}' || c == ']')) {
      block.closes |= bit;
      ++block.close_count;
    }
  }
  return out;
}

std::string random_text(std::mt19937& random, std::size_t size, std::string_view characters) {
  std::string out;
  while (out.size() < size) out += characters[random() % characters.size()];
  return out;
}

TEST(BlockMasks, AreTheSameOnEveryProcessor) {
  std::mt19937 random(1);
  for (const std::string_view characters :
       {std::string_view(R"({}[]",:\ a)"), std::string_view(R"(\\\\")"), std::string_view("\"{}x"),
        std::string_view("\xC3\xA9\xDB\xFB\xFD\x5B\x1B\x1D\"")}) {
    for (int round = 0; round < 50; ++round) {
      const std::string text = random_text(random, 5 * kBlockBytes, characters);
      const auto wanted = plain_masks(text);
      for (const FindMasks find : {find_masks(), FindMasks{find_masks_portably}}) {
        BlockCarry carry;
        std::vector<BlockMasks> got(wanted.size());
        find(text.data(), 2, carry, got.data());
        find(text.data() + 2 * kBlockBytes, 3, carry, got.data() + 2);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
          ASSERT_EQ(got[i].quotes, wanted[i].quotes) << text;
          ASSERT_EQ(got[i].backslashes, wanted[i].backslashes) << text;
          ASSERT_EQ(got[i].opens, wanted[i].opens) << text;
          ASSERT_EQ(got[i].closes, wanted[i].closes) << text;
          ASSERT_EQ(got[i].open_count, wanted[i].open_count) << text;
          ASSERT_EQ(got[i].close_count, wanted[i].close_count) << text;
        }
      }
    }
  }
}

TEST(StructureMap, FindsTheNextQuoteThatIsOne) {
  const std::string text = R"({"a\"b": ")" + std::string(200, 'x') + R"(", "c": 1})";
  StructureMap map;
  map.begin(text);
  EXPECT_EQ(map.next_quote(0), 1);
  EXPECT_EQ(map.next_quote(2), 6);
  EXPECT_EQ(map.next_quote(7), 9);
  EXPECT_EQ(map.next_quote(10), 210);
  EXPECT_TRUE(map.may_have_backslash(1, 6));
  EXPECT_FALSE(map.may_have_backslash(210, 215));
  EXPECT_EQ(map.next_quote(text.size() - 1), StructureMap::kNowhere);
}

TEST(StructureMap, FindsTheBracketThatCloses) {
  std::string text = "[";
  for (int i = 0; i < 100; ++i) text += R"([{"}]": [1]},)";
  text += std::string(100, ']') + "}";
  StructureMap map;
  map.begin(text);
  // Of the innermost list, then outwards.
  const std::size_t list_ends = text.find_last_of(',') + 1;
  for (std::size_t depth = 1; depth <= 100; ++depth) {
    EXPECT_EQ(map.closing(list_ends, depth), list_ends + depth - 1);
  }
  map.begin(text);
  EXPECT_EQ(map.closing(1, 1), text.size() - 1);
  EXPECT_EQ(map.closing(1, 2), StructureMap::kNowhere);
}

TEST(StructureMap, ReadsNothingBeyondTheText) {
  for (std::size_t size = 0; size < 200; ++size) {
    // A heap block of just that size, so that a sanitizer sees every byte too many.
    const std::vector<char> text(size, 'x');
    StructureMap map;
    map.begin({text.data(), text.size()});
    EXPECT_EQ(map.next_quote(0), StructureMap::kNowhere);
    map.begin({text.data(), text.size()});
    EXPECT_EQ(map.closing(0, 1), StructureMap::kNowhere);
  }
}

}  // namespace
}  // namespace epitaph::pattern
