#include "cli/text_wrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using testing::ElementsAre;

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_THAT(wrapped("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("one two three", 13), ElementsAre("one two three"));
  EXPECT_THAT(wrapped("", 5), ElementsAre(""));
}

TEST(Wrapped, BreaksAWordThatIsTooLong) {
  EXPECT_THAT(wrapped("abcdefgh ij", 3), ElementsAre("abc", "def", "gh", "ij"));
  EXPECT_THAT(wrapped("abc", 0), ElementsAre("a", "b", "c"));
}

TEST(Wrapped, CountsCharactersAndNotBytes) {
  EXPECT_THAT(wrapped("äöü äöü", 3), ElementsAre("äöü", "äöü"));
}

}  // namespace
}  // namespace epitaph::cli
