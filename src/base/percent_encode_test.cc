#include "base/percent_encode.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(PercentEncode, LeavesOnlyWhatEveryPartOfAUrlTakes) {
  EXPECT_EQ(percent_encode("aZ0-._~"), "aZ0-._~");
  EXPECT_EQ(percent_encode("a/b c+ü?&"), "a%2Fb%20c%2B%C3%BC%3F%26");
}

}  // namespace
}  // namespace epitaph
