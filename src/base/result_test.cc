#include "base/result.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return Error{ErrorKind::kInvalid, "value is odd"};
  return value / 2;
}

Result<int> quarter(int value) {
  EPITAPH_TRY(once, half(value));
  EPITAPH_TRY(twice, half(once));
  return twice;
}

TEST(Result, CarriesTheValueOrTheFirstError) {
  EXPECT_EQ(*quarter(12), 3);
  const auto refused = quarter(6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(refused.error().message, "value is odd");
}

TEST(Result, ThrowsWhenTheAbsentSideIsRead) {
  EXPECT_THROW((void)*half(1), std::bad_variant_access);
  EXPECT_THROW((void)half(2).error(), std::bad_variant_access);
}

TEST(Result, HoldsAnErrorOfAnotherType) {
  struct Position {
    int at;
  };
  const auto digit = [](int value) -> Result<int, Position> {
    if (value > 9) return Position{.at = 1};
    return value;
  };
  const auto twice = [&](int value) -> Result<int, Position> {
    EPITAPH_TRY(read, digit(value));
    return 2 * read;
  };
  EXPECT_EQ(*twice(4), 8);
  EXPECT_EQ(twice(10).error().at, 1);
}

}  // namespace
}  // namespace epitaph
