#include "pattern/number.h"

#include <cmath>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

TEST(Number, IsComparableWhenADoubleHoldsIt) {
  struct Case {
    std::string_view spelling;
    double value;
  };
  constexpr Case kCases[] = {
      {"0", 0},
      {"-0.0e5", 0},
      {"300", 300},
      {"300.0", 300},
      {"3.0e2", 300},
      {"3000E-1", 300},
      {"-5", -5},
      {"0.1", 0.1},
      {"9007199254740992", 9007199254740992.0},
      {"1e23", 1e23},
      {"1.7976931348623157e308", 1.7976931348623157e308},
      {"5e-324", 5e-324},
      {"0.30000000000000004", 0.30000000000000004},
  };
  for (const auto& c : kCases) EXPECT_EQ(comparable_number(c.spelling), c.value) << c.spelling;
}

TEST(Number, IsNotComparableBeyondThat) {
  for (const std::string_view spelling :
       {"9007199254740993", "49658361752382621885697", "1e400", "-1e400", "1e-400",
        "0.1000000000000000055511151231257827", "1e99999999999999999999",
        "1e-99999999999999999999"}) {
    EXPECT_FALSE(comparable_number(spelling)) << spelling;
  }
  EXPECT_FALSE(comparable_number(std::string(100'000, '9')));
}

TEST(Number, HasNoSignWhenItIsZero) { EXPECT_FALSE(std::signbit(*comparable_number("-0"))); }

TEST(Number, PrintsAsJavaDoes) {
  struct Case {
    std::string_view spelling, printed;
  };
  constexpr Case kCases[] = {
      {"9007199254740993", "9007199254740993"},
      {"-9007199254740993.50", "-9007199254740993.50"},
      {"1e400", "1E+400"},
      {"-12e400", "-1.2E+401"},
      {"1.50e400", "1.50E+400"},
      {"1e-400", "1E-400"},
      {"0.000001", "0.000001"},
      {"0.0000001", "1E-7"},
      {"123e-2", "1.23"},
      {"0.10", "0.10"},
      {"-0.0", "0.0"},
      {"0e5", "0E+5"},
      {"1e99999999999", "1e99999999999"},
  };
  for (const auto& c : kCases) EXPECT_EQ(java_decimal(c.spelling), c.printed) << c.spelling;
}

}  // namespace
}  // namespace epitaph::pattern
