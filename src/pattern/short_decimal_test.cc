#include "pattern/short_decimal.h"

#include <charconv>
#include <cmath>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pattern/number.h"

namespace epitaph::pattern {
namespace {

TEST(ShortDecimal, ReadsUpToNineteenDigits) {
  struct Case {
    std::string_view spelling;
    ShortDecimal decimal;
  };
  constexpr Case kCases[] = {
      {"0", {.negative = false, .digits = 0, .exponent = 0}},
      {"-5", {.negative = true, .digits = 5, .exponent = 0}},
      {"12.50", {.negative = false, .digits = 1250, .exponent = -2}},
      {"-122.44598326079769",
       {.negative = true, .digits = 12'244'598'326'079'769, .exponent = -14}},
      {"0.12345678", {.negative = false, .digits = 12'345'678, .exponent = -8}},
      {"1.2345678e-3", {.negative = false, .digits = 12'345'678, .exponent = -10}},
      {"7E+2", {.negative = false, .digits = 7, .exponent = 2}},
      {"9999999999999999999",
       {.negative = false, .digits = 9'999'999'999'999'999'999U, .exponent = 0}},
      {"0.00000000000000000000000120", {.negative = false, .digits = 12, .exponent = -25}},
      {"120000000000000000000000", {.negative = false, .digits = 12, .exponent = 22}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.spelling);
    ShortDecimal decimal;
    ASSERT_TRUE(decimal.read(c.spelling));
    EXPECT_EQ(decimal, c.decimal);
  }
}

TEST(ShortDecimal, ReadsNothingElse) {
  for (const std::string_view spelling :
       {"", "-", "x", "1x", "1.5x", "1.2345678x", "1e", "1e+", "1ex", "12345678901234567890.5",
        "1.0000000000000000000000001"}) {
    EXPECT_FALSE(ShortDecimal().read(spelling)) << spelling;
  }
}

TEST(ShortDecimal, IsTrimmedOfZeros) {
  const auto trimmed = [](std::string_view spelling) {
    ShortDecimal decimal;
    EXPECT_TRUE(decimal.read(spelling)) << spelling;
    return decimal.trimmed();
  };
  EXPECT_EQ(trimmed("300.00"), trimmed("3e2"));
  EXPECT_EQ(trimmed("-0.0e7"), trimmed("0"));
  EXPECT_NE(trimmed("30"), trimmed("3"));
}

// Spellings of all lengths, and of numbers that lie between two doubles or just beside the middle.
std::string random_number(std::mt19937_64& random) {
  if (random() % 4 == 0) {
    const auto halves = random() % 10;
    const std::uint64_t odd = (std::uint64_t{1} << 53U) | (random() >> 11U) | 1U;
    std::string out = fmt::format(
        "{:.{}f}", std::ldexp(static_cast<long double>(odd), -static_cast<int>(halves)), halves);
    if (random() % 2 == 0) out.back() = static_cast<char>('0' + random() % 10);
    return out;
  }
  const auto digits = [&](std::size_t count) {
    std::string out;
    while (out.size() < count) out += static_cast<char>('0' + random() % 10);
    return out;
  };
  std::string out = random() % 2 == 0 ? "-" : "";
  out += fmt::format("{}{}", 1 + random() % 9, digits(random() % 19));
  if (random() % 4 != 0) out += "." + digits(1 + random() % 28);
  if (random() % 8 == 0) out += fmt::format("e{}", static_cast<int>(random() % 60) - 30);
  return out;
}

TEST(ShortDecimal, IsNearestToTheDoubleThatTheLibraryFinds) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const std::string spelling = random_number(random);
    double want = 0;
    std::from_chars(spelling.data(), spelling.data() + spelling.size(), want);
    ASSERT_EQ(nearest_double(spelling), want) << spelling;
  }
}

}  // namespace
}  // namespace epitaph::pattern
