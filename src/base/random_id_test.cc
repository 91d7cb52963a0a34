#include "base/random_id.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(RandomId, IsAVersionFourUuidAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = random_uuid();
    ASSERT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '4');
    EXPECT_TRUE(std::string_view("89ab").contains(id[19])) << id;
    EXPECT_TRUE(seen.insert(id).second) << id;
  }
}

TEST(RandomNumber, IsNeverTheSame) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random_number()).second);
}

}  // namespace
}  // namespace epitaph
