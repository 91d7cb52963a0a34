#include "cli/size_display.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

TEST(SizeDisplay, IsShortEnoughToRead) {
  EXPECT_EQ(size_text(std::uint64_t{0}), "0 B");
  EXPECT_EQ(size_text(std::uint64_t{999}), "999 B");
  EXPECT_EQ(size_text(std::uint64_t{2'545}), "2.5 KB");
  EXPECT_EQ(size_text(std::uint64_t{310'000'000}), "310 MB");
  EXPECT_EQ(size_text(std::uint64_t{999'999}), "1.0 MB");
  EXPECT_EQ(size_text("1234567890123"), "1.2 TB");
  EXPECT_EQ(size_text(""), "");
}

TEST(SizeDisplay, GroupsDigits) {
  EXPECT_EQ(grouped(7), "7");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

}  // namespace
}  // namespace epitaph::cli
