#include <gtest/gtest.h>

#include "logs/insights/expression_world.h"

namespace epitaph::logs::insights {
namespace {

const TestEvent kEvent{R"({
  "cpu": "512", "status": 200, "ok": true, "off": false, "none": null, "rate": 0.25,
  "stopCode": "TaskFailedToStart", "detail-type": "ECS Task State Change",
  "detail": {"odd.key": "b", "containers": [{"name": "web", "exitCode": 137}]},
  "reason": "CannotPullContainerError: pull image manifest has been retried"
})"};

struct ExpressionCase {
  std::string_view expression, value;
};

void expect_values(std::span<const ExpressionCase> cases) {
  for (const auto& c : cases) EXPECT_EQ(value_of(c.expression, kEvent), c.value) << c.expression;
}

TEST(InsightsExpression, ComputesByPrecedence) {
  static constexpr ExpressionCase kCases[] = {
      {"1 + 2 * 3", "7"},
      {"(1 + 2) * 3", "9"},
      {"10 - 4 - 3", "3"},
      {"2 ^ 3 ^ 2", "512"},
      {"-2 ^ 2", "-4"},
      {"2 ^ -1", "0.5"},
      {"10 % 3", "1"},
      {"7 / 2", "3.5"},
      {"--2", "2"},
      {"2 * -3", "-6"},
      {"1 / 0", "-"},
      {"5 % 0", "-"},
      {"cpu / 2", "256"},
      {"stopCode + 1", "-"},
      {"missing * 2", "-"},
      {"1+1", "2"},
      {"status-1", "199"},
      {"rate * 100", "25"},
      {"1 + 1 = 2", "1"},
      {"status / 3 > 66.6", "1"},
      {"@timestamp - 1725979307000", "410"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, ComparesLoosely) {
  static constexpr ExpressionCase kCases[] = {
      {"cpu = 512", "1"},
      {"cpu == 512", "1"},
      {"cpu == 513", "0"},
      {"status = \"200\"", "1"},
      {"status != 200", "0"},
      {"status >= 100", "1"},
      {"cpu < 1000", "1"},
      {"stopCode = 'TaskFailedToStart'", "1"},
      {"stopCode = 'x'", "0"},
      {"ok = 1", "1"},
      {"ok = true", "1"},
      {"off = 0", "1"},
      {"off = false", "1"},
      {"stopCode > 'A'", "1"},
      {"missing = 1", "0"},
      {"missing != 1", "1"},
      {"missing < 1", "0"},
      {"none != \"a\"", "1"},
      {"missing = missing", "0"},
      {"`detail-type` = \"ECS Task State Change\"", "1"},
      {"detail.containers.0.exitCode = 137", "1"},
      {"detail.containers[0].exitCode = 137", "1"},
      {"detail.`odd.key` = 'b'", "1"},
      {"@timestamp = 1725979307410", "1"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, JoinsConditions) {
  static constexpr ExpressionCase kCases[] = {
      {"1 = 1 or 1 = 2 and 1 = 3", "1"},
      {"(1 = 1 or 1 = 2) and 1 = 3", "0"},
      {"not 1 = 2", "1"},
      {"not missing = 1 and ok", "1"},
      {"!(status = 200)", "0"},
      {"!ispresent(missing)", "1"},
      {"not not ok", "1"},
      {"OK = 1 OR ok = 1", "1"},
      {"off or missing or none", "0"},
      {"status AND cpu", "1"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, LooksForTexts) {
  static constexpr ExpressionCase kCases[] = {
      {"reason like \"PullContainer\"", "1"},
      {"reason like 'pullcontainer'", "0"},
      {"reason like /Cannot(Pull|Start)/", "1"},
      {"reason like /^pull/", "0"},
      {"reason like /(?i)CANNOTPULL/", "1"},
      {"reason =~ /manifest.*retried$/", "1"},
      {"reason =~ 'image'", "1"},
      {"reason not like \"x y\"", "1"},
      {"reason not like /pull/", "0"},
      {"missing like \"a\"", "0"},
      {"missing not like \"a\"", "1"},
      {"missing not like /a/", "1"},
      {"status like 20", "1"},
      {"reason like /a|pull/", "1"},
      {"reason like missing", "0"},
      {R"(reason like /\w+: pull/)", "1"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, AsksLists) {
  static constexpr ExpressionCase kCases[] = {
      {"stopCode in [\"a\", \"TaskFailedToStart\"]", "1"},
      {"stopCode not in ['a', 'b']", "1"},
      {"status in [100, 200]", "1"},
      {"status in ['200']", "1"},
      {"cpu in [512]", "1"},
      {"missing in ['a']", "0"},
      {"missing not in ['a']", "1"},
      {"status in [-1, 2 * 100]", "1"},
      {"status not in [2 * 100]", "0"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, ReadsTheEventsOwnFields) {
  static constexpr ExpressionCase kCases[] = {
      {"@timestamp", "2024-09-10 14:41:47.410"},
      {"@ingestionTime", "2024-09-10 14:41:48.410"},
      {"@logStream", "a-stream"},
      {"@log", "111111111111:a-group"},
      {"@ptr", "a-pointer"},
      {"@requestId", "-"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, IsRefusedWhereItGoesWrong) {
  static constexpr ExpressionCase kCases[] = {
      {"", "unexpected symbol found <EOF> at line 1 and position 0"},
      {"1 +", "unexpected symbol found <EOF> at line 1 and position 3"},
      {"a = b = c", "unexpected symbol found = at line 1 and position 6"},
      {"(a", "unexpected symbol found <EOF> at line 1 and position 2"},
      {"a\n  like", "unexpected symbol found <EOF> at line 2 and position 6"},
      {"a not b", "unexpected symbol found not at line 1 and position 2"},
      {"a in []", "unexpected symbol found ] at line 1 and position 6"},
      {"a in ('b')", "unexpected symbol found 'b' at line 1 and position 6"},
      {"a and", "unexpected symbol found <EOF> at line 1 and position 5"},
      {"by", "unexpected symbol found by at line 1 and position 0"},
      {"a /b/", "unexpected symbol found <EOF> at line 1 and position 5"},
      {"5m", "unexpected symbol found 5m at line 1 and position 0"},
      {"a $ b", "unexpected symbol found $ at line 1 and position 2"},
      {"a like /(/", "Invalid regular expression: missing ): ("},
      {"nosuch(a)",
       "unexpected symbol found nosuch at line 1 and position 0: there is no such function"},
      {"sum(a)",
       "unexpected symbol found sum at line 1 and position 0: it aggregates, which only stats "
       "does"},
      {"strlen()", "unexpected symbol found ) at line 1 and position 7"},
      {"strlen(a, b)", "unexpected symbol found , at line 1 and position 8"},
      {"strlen(a b)", "unexpected symbol found b at line 1 and position 9"},
      {"bin(5)", "unexpected symbol found ) at line 1 and position 5"},
      {"bin(0m)", "unexpected symbol found 0m at line 1 and position 4"},
  };
  expect_values(kCases);
}

TEST(InsightsExpression, MayNotLieTooDeep) {
  const auto repeated = [](std::string_view piece, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += piece;
    return text;
  };
  for (const std::string& text :
       {repeated("(", 3000) + "1" + repeated(")", 3000), "1" + repeated(" + 1", 2000),
        repeated("-", 5000) + "1", repeated("not ", 2000) + "1", repeated("abs(", 2000) + "1",
        "1" + repeated("^1", 4000)}) {
    EXPECT_TRUE(value_of(text, kEvent).starts_with("unexpected symbol found"))
        << text.substr(0, 20);
  }
  EXPECT_EQ(value_of("1" + repeated(" + 1", 90), kEvent), "91");
  EXPECT_EQ(value_of("1 = 2" + repeated(" or 1 = 1", 900), kEvent), "1");
}

TEST(InsightsExpression, HoldsWhereItsValueIsTrue) {
  Query query;
  query.text = "cpu > 500 and not missing";
  Cursor cursor(query.text, query);
  const auto expression = cursor.parse_expression();
  ASSERT_TRUE(expression);
  FieldReader reader(query.fields);
  Row row(query.fields);
  reader.read(view_of(kEvent), row);
  EXPECT_TRUE(holds(*expression, row, test_context()));
  reader.read(view_of({R"({"cpu": 1})"}), row);
  EXPECT_FALSE(holds(*expression, row, test_context()));
}

struct NameCase {
  std::string_view text, name;
};

TEST(InsightsExpression, IsNamedByItsAliasOrItsOwnWords) {
  static constexpr NameCase kCases[] = {
      {"detail.group", "detail.group"},
      {"`detail-type`", "detail-type"},
      {"a.`b c`", "a.b c"},
      {"bin(5m)", "bin(5m)"},
      {"(t1 - t0) / 1000", "(t1 - t0) / 1000"},
      {"a + 1 as b", "b"},
      {"a as `b c`", "b c"},
  };
  for (const auto& c : kCases) {
    Query query;
    query.text = c.text;
    Cursor cursor(query.text, query);
    const auto named = cursor.parse_named_expression();
    ASSERT_TRUE(named) << c.text;
    EXPECT_EQ(named->name, c.name);
  }
}

}  // namespace
}  // namespace epitaph::logs::insights
