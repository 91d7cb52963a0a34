#include <gtest/gtest.h>

#include "logs/insights/expression_world.h"

namespace epitaph::logs::insights {
namespace {

// Newest first, as a scan gives them.
const std::vector<TestEvent> kEvents = {
    {R"({"n": 4, "text": "web-10", "cpu": "512"})", 60'000},
    {R"({"n": "2", "text": "web-9"})", 60'000},
    {R"({"n": 9, "text": "api"})", 30'000},
    {R"({"text": "web-9", "n": "none"})", 20'000},
    {R"({"n": 1})", 0},
};

struct AggregateCase {
  std::string_view column, value;
};

void expect_results(std::span<const AggregateCase> cases, const std::vector<TestEvent>& events) {
  for (const auto& c : cases) EXPECT_EQ(aggregate_of(c.column, events), c.value) << c.column;
}

TEST(InsightsAggregates, OfSomeEvents) {
  static constexpr AggregateCase kCases[] = {
      {"count(*)", "5"},
      {"count()", "5"},
      {"COUNT(n)", "5"},
      {"count(text)", "4"},
      {"count(missing)", "0"},
      {"count_distinct(text)", "3"},
      {"countDistinct(text)", "3"},
      {"count_distinct(missing)", "0"},
      {"countOverTime(text)", "4"},
      {"count_over_time(*)", "5"},
      {"sum(n)", "16"},
      {"sumOverTime(n)", "16"},
      {"sum(text)", "-"},
      {"sum(missing)", "-"},
      {"avg(n)", "4"},
      {"avg(missing)", "-"},
      {"min(n)", "1"},
      {"max(n)", "9"},
      {"max(text)", "web-10"},
      {"min(text)", "api"},
      {"max(missing)", "-"},
      {"variance(n)", "9.5"},
      {"stddev(n)", "3.0822"},
      {"stddev(missing)", "-"},
      {"pct(n, 50)", "2"},
      {"pct(n, 51)", "4"},
      {"pct(n, 100)", "9"},
      {"percentile(n, 0)", "1"},
      {"pct(missing, 50)", "-"},
      {"median(n)", "2"},
      {"median(missing)", "-"},
      {"earliest(n)", "1"},
      {"latest(n)", "4"},
      {"earliest(text)", "web-9"},
      {"latest(missing)", "-"},
      {"latest(cpu)", "512"},
      {"earliest(@timestamp)", "0"},
      {"latest(@timestamp)", "60000"},
      {"max(@timestamp)", "60000"},
      {"sortsFirst(text)", "api"},
      {"sortsLast(text)", "web-10"},
      {"values(text)", R"(["api","web-9","web-10"])"},
      {"values(n)", R"(["none",1,"2",4,9])"},
      {"values(missing)", "-"},
      {"topk(2, text)", R"(["web-9","api"])"},
      {"topk(10, missing)", "-"},
      {"rate(n, 30s)", "1.5"},
      {"rate(missing, 1m)", "-"},
      {"histogram(n, 2)", R"({"1-5":3,"5-9":1})"},
      {"histogram(missing, 2)", "-"},
  };
  expect_results(kCases, kEvents);
}

TEST(InsightsAggregates, OfNoEvent) {
  static constexpr AggregateCase kCases[] = {
      {"count(*)", "0"}, {"sum(n)", "-"}, {"latest(n)", "-"}, {"pct(n, 95)", "-"},
      {"max(n)", "-"},   {"avg(n)", "-"}, {"values(n)", "-"}, {"count_distinct(n)", "0"},
  };
  expect_results(kCases, {});
}

TEST(InsightsAggregates, StandInsideArithmetic) {
  static constexpr AggregateCase kCases[] = {
      {"sum(n) / count(*)", "3.2"},
      {"sum(strlen(@message)) / 1024", "0.125"},
      {"count(n) * 100.0 / count(*)", "100"},
      {"round(avg(n) * 2 + 0.4)", "8"},
      {"max(n) - min(n) > 7", "1"},
      {"sum(if(n > 3, 1, 0))", "3"},
      {"sum(n > 3)", "3"},
      {"if(count(*) > 3, 'many', 'few')", "many"},
  };
  expect_results(kCases, kEvents);
}

TEST(InsightsAggregates, AreRefusedWhereTheyGoWrong) {
  static constexpr AggregateCase kCases[] = {
      {"n + 1", "unexpected symbol found n at line 1 and position 0"},
      {"sum(*)", "unexpected symbol found * at line 1 and position 4"},
      {"sum()", "unexpected symbol found ) at line 1 and position 4"},
      {"sum(a, b)", "unexpected symbol found , at line 1 and position 5"},
      {"count(a, b)", "unexpected symbol found , at line 1 and position 7"},
      {"sum(max(n))",
       "unexpected symbol found max at line 1 and position 4: it aggregates, which only stats "
       "does"},
      {"pct(n)", "unexpected symbol found ) at line 1 and position 5"},
      {"pct(n, m)", "unexpected symbol found m at line 1 and position 7"},
      {"topk(n, 3)", "unexpected symbol found n at line 1 and position 5"},
      {"rate(n, 5)", "unexpected symbol found ) at line 1 and position 9"},
      {"mode(n)",
       "unexpected symbol found mode at line 1 and position 0: there is no such function"},
  };
  expect_results(kCases, kEvents);
}

TEST(InsightsAggregates, SayWhatTheyTakeUp) {
  Query query;
  query.text = "count_distinct(text) + pct(n, 50) + jsonArraySize(values(text))";
  Cursor cursor(query.text, query);
  const auto column = cursor.parse_aggregate_expression();
  ASSERT_TRUE(column);
  ASSERT_EQ(column->aggregates.size(), 3U);
  FieldReader reader(query.fields);
  Row row(query.fields);
  for (const AggregateCall& call : column->aggregates) {
    const auto aggregate = make_aggregate(call);
    const std::size_t before = aggregate->bytes();
    for (int i = 0; i < 1000; ++i) {
      const TestEvent event{R"({"n": )" + std::to_string(i) + R"(, "text": "value )" +
                            std::to_string(i) + "\"}"};
      reader.read(view_of(event), row);
      aggregate->add(row, test_context());
    }
    EXPECT_GE(aggregate->bytes(), before + 8000);
  }
}

}  // namespace
}  // namespace epitaph::logs::insights
