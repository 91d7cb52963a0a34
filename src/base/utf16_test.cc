#include "base/utf16.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Utf16Length, CountsUnitsAsAwsDoes) {
  struct Case {
    std::string_view text;
    std::size_t length;
  };
  constexpr Case kCases[] = {
      {"", 0},
      {"abc", 3},
      {"\xC3\xA9\xE2\x82\xAC", 2},  // é €
      {"\xF0\x9F\x98\x80", 2},      // a face outside the basic plane
      {"\x80\xBF", 0},              // no UTF-8
  };
  for (const auto& c : kCases) EXPECT_EQ(utf16_length(c.text), c.length) << c.text;
}

}  // namespace
}  // namespace epitaph
