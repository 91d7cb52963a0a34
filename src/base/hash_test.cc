#include "base/hash.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Hash64, IsTheHeadOfSha256) {
  EXPECT_EQ(hash64(""), 0xe3b0c44298fc1c14U);
  EXPECT_EQ(hash64("abc"), 0xba7816bf8f01cfeaU);
}

}  // namespace
}  // namespace epitaph
