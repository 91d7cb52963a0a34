#include "logs/insights/parser.h"

#include <gtest/gtest.h>

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kGoodQueries[] = {
    "fields @timestamp, @message",
    "FIELDS @timestamp | Filter @message LIKE /x/ | SORT @timestamp DESC | LIMIT 20",
    "# a comment\nfields a # another\n| filter a = 1",
    "filter @message like \"a|b\" | stats count(*)",
    "filter a like /x|y/ and b = 1 | fields c",
    "stats count(*) as n, avg(a) by bin(5m), b as c | filter n > 1",
    "stats count(*) as n by a, bin(1h) | stats max(n) as m, sum(n) by a",
    "fields jsonParse(@message) as m | fields m.a.`odd.key`, m.l[0].b",
    "filter k in (SOURCE 'other' | fields k)",
};

TEST(InsightsParser, ReadsQueries) {
  for (const std::string_view text : kGoodQueries) {
    const auto query = parse_query(text);
    EXPECT_TRUE(query) << text << ": " << (query ? "" : query.error().message);
  }
}

struct RefusalCase {
  std::string_view query, message;
  std::size_t begin, end;
};

constexpr RefusalCase kRefusalCases[] = {
    {"", "unexpected symbol found <EOF> at line 1 and position 0", 0, 0},
    {"# only this", "unexpected symbol found <EOF> at line 1 and position 11", 11, 11},
    {"fields a |", "unexpected symbol found <EOF> at line 1 and position 10", 10, 10},
    {"fields a || fields b", "unexpected symbol found | at line 1 and position 10", 10, 11},
    {"nosuch a", "unexpected symbol found nosuch at line 1 and position 0", 0, 6},
    {"fields a\n| nosuch", "unexpected symbol found nosuch at line 2 and position 2", 11, 17},
    {"fields a)", "unexpected symbol found ) at line 1 and position 8", 8, 9},
    {"fields a b", "unexpected symbol found b at line 1 and position 9", 9, 10},
    {"| fields a", "unexpected symbol found | at line 1 and position 0", 0, 1},
    {"SELECT * FROM x", "unexpected symbol found SELECT at line 1 and position 0", 0, 6},
    {"filter \"é\U0001F600\" = = 1", "unexpected symbol found = at line 1 and position 15", 15, 16},
    {"fields a as b | fields c as b", "Ephemeral field is already defined: b", 28, 29},
    {"stats count(*) as n | filter a = 1", "Unknown symbols found in or after stats: a", 29, 30},
    {"stats count(*) as n | stats max(b)", "Unknown symbols found in or after stats: b", 32, 33},
    {"stats count(*) as n | stats latest(n)", "Unknown symbols found in or after stats: @timestamp",
     28, 34},
    {"filter k in (SOURCE 'a' | fields b, c)",
     "A subquery of in must have exactly one output field", 12, 38},
    {"filter k in (SOURCE 'a' | filter b in (SOURCE 'c' | fields d) | fields e)",
     "unexpected symbol found ( at line 1 and position 38", 38, 39},
    {"filter k in (fields b)", "unexpected symbol found fields at line 1 and position 13", 13, 19},
};

TEST(InsightsParser, SaysWhereAQueryGoesWrong) {
  for (const auto& c : kRefusalCases) {
    const auto query = parse_query(c.query);
    ASSERT_FALSE(query) << c.query;
    EXPECT_EQ(query.error().message, c.message) << c.query;
    EXPECT_EQ(query.error().start_char_offset, c.begin) << c.query;
    EXPECT_EQ(query.error().end_char_offset, c.end) << c.query;
  }
}

TEST(InsightsParser, RefusesWhatIsTooLong) {
  const std::string fits = "fields a" + std::string(kQueryCharactersMax - 8, ' ');
  EXPECT_TRUE(parse_query(fits));
  EXPECT_FALSE(parse_query(fits + ' '));
}

TEST(InsightsParser, ReadsOnlyWhatTheQueryNames) {
  const auto query = parse_query("fields detail.group as g | filter g = 'a' and b.0 > 1 | sort g");
  ASSERT_TRUE(query);
  std::vector<std::string> names;
  for (const auto& field : (*query)->fields.event_fields()) names.push_back(field.name);
  EXPECT_EQ(names, (std::vector<std::string>{"detail.group", "b.0"}));
}

TEST(InsightsParser, KeepsSubqueriesApart) {
  const auto query =
      parse_query("fields a | filter k in (SOURCE 'other' | filter a = 1 | fields c)");
  ASSERT_TRUE(query);
  ASSERT_EQ((*query)->subqueries.size(), 1U);
  EXPECT_EQ((*query)->subqueries[0]->source->groups, (std::vector<std::string>{"other"}));
  EXPECT_EQ((*query)->subqueries[0]->stages.size(), 2U);
  EXPECT_EQ((*query)->stages.size(), 2U);
}

}  // namespace
}  // namespace epitaph::logs::insights
