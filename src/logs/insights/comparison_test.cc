#include <gtest/gtest.h>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {
namespace {

struct CompareCase {
  std::string_view name;
  Value left;
  Comparison comparison;
  Value right;
  bool holds;
};

TEST(InsightsComparison, IsLooseAboutTypes) {
  const Value document = Value::document(boost::json::parse("[1]"));
  const CompareCase cases[] = {
      {"a number and the text of it", Value::number(512), Comparison::kEqual,
       Value::borrowed("512"), true},
      {"two texts of one number", Value::borrowed("1.0"), Comparison::kEqual, Value::borrowed("1"),
       true},
      {"texts as texts", Value::borrowed("b"), Comparison::kGreater, Value::borrowed("a"), true},
      {"the case counts", Value::borrowed("A"), Comparison::kEqual, Value::borrowed("a"), false},
      {"numbers as numbers", Value::borrowed("9"), Comparison::kLess, Value::number(10), true},
      {"a number as a text", Value::number(9), Comparison::kLess, Value::borrowed("10a"), false},
      {"a moment as a number", Value::time(1000), Comparison::kGreaterOrEqual, Value::number(1000),
       true},
      {"a moment as a text", Value::time(1'725'979'307'410), Comparison::kGreaterOrEqual,
       Value::borrowed("2024-09-10 14"), true},
      {"absent is not unequal to nothing", Value{}, Comparison::kEqual, Value{}, false},
      {"absent differs", Value{}, Comparison::kNotEqual, Value::number(1), true},
      {"absent is not less", Value{}, Comparison::kLess, Value::number(1), false},
      {"absent is not less or equal", Value{}, Comparison::kLessOrEqual, Value::number(1), false},
      {"nothing is more than what is absent", Value::number(1), Comparison::kGreater, Value{},
       false},
      {"a list equals nothing", document, Comparison::kEqual, document, false},
      {"a list differs from nothing", document, Comparison::kNotEqual, Value::number(1), false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(compare(c.comparison, c.left, c.right), c.holds) << c.name;
  }
}

TEST(InsightsComparison, SortsAsTheUserGuideDoes) {
  constexpr std::string_view kSorted[] = {"!:",    "#",  "*%04", "0#", "5A",        "111A",
                                          "2345_", "@",  "@_",   "A",  "A9876fghj", "a12345hfh",
                                          "0",     "01", "1",    "2",  "3"};
  for (std::size_t i = 0; i + 1 < std::size(kSorted); ++i) {
    EXPECT_LT(natural_order(Value::borrowed(kSorted[i]), Value::borrowed(kSorted[i + 1])), 0)
        << kSorted[i];
    EXPECT_GT(natural_order(Value::borrowed(kSorted[i + 1]), Value::borrowed(kSorted[i])), 0)
        << kSorted[i];
  }
}

TEST(InsightsComparison, SortsNaturally) {
  // Each before all that follow.
  const std::vector<Value> sorted = {
      Value{},
      Value::borrowed(""),
      Value::borrowed("1.2.3"),
      Value::borrowed("5A"),
      Value::borrowed("111A"),
      Value::borrowed("A"),
      Value::borrowed("a"),
      Value::borrowed("task-9"),
      Value::borrowed("task-09"),
      Value::borrowed("task-10"),
      Value::borrowed("task-10-b"),
      Value::borrowed("task-a"),
      Value::borrowed("-5"),
      Value::number(0),
      Value::borrowed("01"),
      Value::number(1),
      Value::borrowed("1.0"),
      Value::borrowed("9"),
      Value::number(9.5),
      Value::borrowed("10"),
  };
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t j = 0; j < sorted.size(); ++j) {
      const int order = natural_order(sorted[i], sorted[j]);
      EXPECT_EQ(order, i < j ? -1 : (i == j ? 0 : 1)) << i << " against " << j;
    }
  }
}

}  // namespace
}  // namespace epitaph::logs::insights
