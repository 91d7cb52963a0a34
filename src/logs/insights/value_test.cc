#include "logs/insights/value.h"

#include <cmath>

#include <gtest/gtest.h>

namespace epitaph::logs::insights {
namespace {

struct NumberCase {
  double number;
  std::string_view text;
};

constexpr NumberCase kNumberCases[] = {
    {0, "0"},
    {-0.0, "0"},
    {137, "137"},
    {-12, "-12"},
    {122.0703125, "122.0703"},
    {43.869, "43.869"},
    {2.5, "2.5"},
    {99.99996, "100"},
    {-0.5, "-0.5"},
    {0.00005069, "5.069e-05"},
    {0.00012345, "0.0001"},
    {-0.000012345678, "-1.235e-05"},
    {9007199254740992, "9007199254740992"},
    {1e20, "100000000000000000000"},
};

TEST(InsightsValue, ShowsNumbersToFourDecimals) {
  for (const auto& c : kNumberCases) {
    EXPECT_EQ(result_text(Value::number(c.number)), c.text);
  }
}

TEST(InsightsValue, HasNoNumberThatIsNotFinite) {
  EXPECT_TRUE(Value::number(std::nan("")).absent());
  EXPECT_TRUE(Value::number(INFINITY).absent());
}

TEST(InsightsValue, KeepsTheSpellingOfIntegersThatADoubleCannotHold) {
  EXPECT_EQ(result_text(Value::spelled_number(9007199254740993.0, "9007199254740993")),
            "9007199254740993");
  EXPECT_EQ(result_text(Value::spelled_number(1.5, "1.50")), "1.5");
}

TEST(InsightsValue, ShowsMomentsAsTimesAndCountsThemAsMilliseconds) {
  const Value time = Value::time(1'725'979'307'410);
  EXPECT_EQ(result_text(time), "2024-09-10 14:41:47.410");
  EXPECT_EQ(time.to_number(), 1'725'979'307'410);
  EXPECT_EQ(result_text(time.without_time()), "1725979307410");
  EXPECT_EQ(result_text(Value::time(-1)), "1969-12-31 23:59:59.999");
  EXPECT_TRUE(Value::time(1e18).absent());
}

struct ParseCase {
  std::string_view text;
  std::optional<double> number;
};

const ParseCase kParseCases[] = {
    {"512", 512},
    {"-12.5", -12.5},
    {"+3", 3},
    {"1e3", 1000},
    {".5", 0.5},
    {"", std::nullopt},
    {" 1", std::nullopt},
    {"1 ", std::nullopt},
    {"0x10", std::nullopt},
    {"inf", std::nullopt},
    {"-inf", std::nullopt},
    {"nan", std::nullopt},
    {"1e999", std::nullopt},
    {"5m", std::nullopt},
    {"-", std::nullopt},
    {"--1", std::nullopt},
};

TEST(InsightsValue, ReadsOnlyTextsThatAreAllNumber) {
  for (const auto& c : kParseCases) {
    EXPECT_EQ(parse_number(c.text), c.number) << c.text;
  }
}

TEST(InsightsValue, IsTrueForNumbersButZero) {
  EXPECT_TRUE(Value::number(2).truth());
  EXPECT_FALSE(Value::number(0).truth());
  EXPECT_FALSE(Value{}.truth());
  EXPECT_TRUE(Value::borrowed("1").truth());
  EXPECT_FALSE(Value::borrowed("0").truth());
  EXPECT_TRUE(Value::borrowed("true").truth());
  EXPECT_FALSE(Value::borrowed("yes").truth());
}

TEST(InsightsValue, LooksIntoDocuments) {
  const auto value = Value::document(boost::json::parse(
      R"({"list": [{"name": "a"}, 2.5, true, null, 18446744073709551615], "odd.key": "b"})"));
  EXPECT_EQ(result_text(value.member("list").element(0).member("name")), "a");
  EXPECT_EQ(result_text(value.member("list").member("1")), "2.5");
  EXPECT_EQ(result_text(value.member("list").element(2)), "1");
  EXPECT_TRUE(value.member("list").element(3).absent());
  EXPECT_EQ(result_text(value.member("list").element(4)), "18446744073709551615");
  EXPECT_TRUE(value.member("list").element(5).absent());
  EXPECT_TRUE(value.member("list").member("name").absent());
  EXPECT_EQ(value.member("list").element_count(), 5U);
  EXPECT_EQ(result_text(value.member("odd.key")), "b");
  EXPECT_EQ(result_text(value),
            R"({"list":[{"name":"a"},2.5,true,null,18446744073709551615],"odd.key":"b"})");
}

TEST(InsightsValue, OutlivesWhatItWasBorrowedFromOnceItIsItsOwn) {
  Value value;
  Value member;
  {
    std::string text = "a text that is too long to lie in the string itself";
    value = Value::borrowed(text).own();
    text.assign(text.size(), 'x');
    member = Value::document(boost::json::parse(R"({"a": "kept"})")).member("a");
  }
  EXPECT_EQ(result_text(value), "a text that is too long to lie in the string itself");
  EXPECT_EQ(result_text(member), "kept");
  EXPECT_GT(value.owned_bytes(), result_text(value).size());
}

std::string key_of(const std::vector<Value>& values) {
  std::string key;
  for (const Value& value : values) append_key(value, key);
  return key;
}

TEST(InsightsValue, HasOneKeyForANumberAndItsTextOnly) {
  EXPECT_EQ(key_of({Value::number(137)}), key_of({Value::borrowed("137")}));
  EXPECT_NE(key_of({Value::borrowed("")}), key_of({Value{}}));
  EXPECT_NE(key_of({Value::borrowed("a"), Value::borrowed("bc")}),
            key_of({Value::borrowed("ab"), Value::borrowed("c")}));
  EXPECT_NE(key_of({Value{}, Value::borrowed("a")}), key_of({Value::borrowed("a"), Value{}}));
  EXPECT_NE(key_of({Value::number(1.00001)}), key_of({Value::number(1.00002)}));
}

}  // namespace
}  // namespace epitaph::logs::insights
