#include "pattern/path.h"

#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

TEST(Path, JoinsKeysWithDots) {
  Path path;
  path.push("a");
  path.push("b.c");
  EXPECT_EQ(path.joined(), "a.b.c");
  path.pop();
  EXPECT_EQ(path.joined(), "a");
}

TEST(Path, TakesAnEmptyKeyForAStep) {
  Path path;
  path.push("");
  EXPECT_EQ(path.joined(), "");
  path.push("a");
  EXPECT_EQ(path.joined(), ".a");
  path.push("");
  EXPECT_EQ(path.joined(), ".a.");
}

TEST(PathLess, OrdersByUtf16) {
  constexpr std::string_view kInOrder[] = {"",  "a",      "a-b", "a.b",        "a.bc",   "b",
                                           "é", "\uD7FF", "😀",   "\U0010FFFF", "\uE000", "\uFFFF"};
  for (std::size_t i = 0; i < std::size(kInOrder); ++i) {
    for (std::size_t j = 0; j < std::size(kInOrder); ++j) {
      EXPECT_EQ(PathLess{}(kInOrder[i], kInOrder[j]), i < j) << kInOrder[i] << ' ' << kInOrder[j];
    }
  }
}

}  // namespace
}  // namespace epitaph::pattern
