#include "storage/task_row.h"

#include <set>

#include <gtest/gtest.h>

namespace epitaph::storage {
namespace {

TEST(TaskField, HasAStableNameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kTaskFields; ++i) names.insert(to_string(TaskField(i)));
  EXPECT_EQ(names.size(), kTaskFields);
  EXPECT_EQ(to_string(TaskField::kAccount), "account");
  EXPECT_EQ(to_string(TaskField::kCapacityProvider), "capacityProvider");
  EXPECT_EQ(to_string(TaskField::kCause), "cause");
  EXPECT_EQ(to_string(TaskField::kIssue), "issue");
}

}  // namespace
}  // namespace epitaph::storage
