#include "pattern/condition.h"

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

using Kind = Value::Kind;

// A value of each kind, all of which would read alike.
constexpr Value kString{.kind = Kind::kString, .text = "1", .number = {}};
constexpr Value kNumber{.kind = Kind::kNumber, .text = "1", .number = 1.0};
constexpr Value kTrue{.kind = Kind::kTrue, .text = {}, .number = {}};
constexpr Value kFalse{.kind = Kind::kFalse, .text = {}, .number = {}};
constexpr Value kNull{.kind = Kind::kNull, .text = {}, .number = {}};

TEST(Condition, TakesOnlyItsOwnKindOfValue) {
  struct Case {
    std::string_view name;
    Condition condition;
    bool string, number, yes, no, null;
  };
  const auto wildcard = std::get<Wildcard>(Wildcard::parse("*"));
  const Case cases[] = {
      {"string", ValueTest(EqualsString{"1"}), true, false, false, false, false},
      {"number", ValueTest(EqualsNumber{"1", 1.0}), false, true, false, false, false},
      {"range", ValueTest(NumericRange{}), false, true, false, false, false},
      {"true", ValueTest(EqualsLiteral{Kind::kTrue}), false, false, true, false, false},
      {"false", ValueTest(EqualsLiteral{Kind::kFalse}), false, false, false, true, false},
      {"null", ValueTest(EqualsLiteral{Kind::kNull}), false, false, false, false, true},
      {"prefix", ValueTest(Prefix{""}), true, false, false, false, false},
      {"suffix", ValueTest(Suffix{""}), true, false, false, false, false},
      {"any case", ValueTest(EqualsIgnoreCase{FoldedText("1")}), true, false, false, false, false},
      {"prefix of any case", ValueTest(PrefixIgnoreCase{FoldedText("")}), true, false, false, false,
       false},
      {"suffix of any case", ValueTest(SuffixIgnoreCase{FoldedText("")}), true, false, false, false,
       false},
      {"wildcard", ValueTest(wildcard), true, false, false, false, false},
      {"anything but", AnythingBut{{EqualsString{"1"}}}, false, true, true, true, true},
      {"anything but two", AnythingBut{{Prefix{"1"}, Prefix{"2"}}}, false, true, true, true, true},
      {"exists", Exists{}, true, true, true, true, true},
      {"absent", Absent{}, false, false, false, false, false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(accepts(c.condition, kString), c.string) << c.name;
    EXPECT_EQ(accepts(c.condition, kNumber), c.number) << c.name;
    EXPECT_EQ(accepts(c.condition, kTrue), c.yes) << c.name;
    EXPECT_EQ(accepts(c.condition, kFalse), c.no) << c.name;
    EXPECT_EQ(accepts(c.condition, kNull), c.null) << c.name;
  }
}

TEST(Condition, IsEqualToWhatAsksTheSame) {
  EXPECT_EQ(Condition(ValueTest(Prefix{"a"})), Condition(ValueTest(Prefix{"a"})));
  EXPECT_NE(Condition(ValueTest(Prefix{"a"})), Condition(ValueTest(Suffix{"a"})));
  EXPECT_NE(Condition(Exists{}), Condition(Absent{}));
}

}  // namespace
}  // namespace epitaph::pattern
