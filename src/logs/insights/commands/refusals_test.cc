#include "logs/insights/query_world.h"

namespace epitaph::logs::insights {
namespace {

using testing::HasSubstr;

struct RefusedQuery {
  std::string_view name, query, message;
  std::size_t begin, end;  ///< what the error points at
};

TEST(Refusals, PointAtWhatIsWrong) {
  const RefusedQuery kRefused[] = {
      {"no such command", "fields a | frobnicate b",
       "unexpected symbol found frobnicate at line 1 and position 11", 11, 21},
      {"named, not built", "fields a | logcompare timeshift 7d",
       "the command logcompare is not supported", 11, 21},
      {"in any case", "Anomaly", "the command Anomaly is not supported", 0, 7},
      {"diff", "pattern @message | diff", "the command diff is not supported", 19, 23},
      {"sort behind dedup", "dedup a | sort a", "only limit may follow dedup", 10, 14},
      {"filter behind dedup and limit", "dedup a | limit 2 | filter a = 1",
       "only limit may follow dedup", 20, 26},
      {"a function in sort", "sort bin(1d)", "unexpected symbol found ( at line 1 and position 8",
       8, 9},
      {"a function in sort behind stats", "stats count(*) by bin(1d) | sort bin(1d) desc",
       "unexpected symbol found ( at line 1 and position 36", 36, 37},
      {"sort by nothing", "sort by", "unexpected symbol found <EOF>", 7, 7},
      {"a name of parse among fields", "parse @message \"a=*\" as a | fields @timestamp, a",
       "Ephemeral field is already defined: a", 47, 48},
      {"a later alias of the same stats", "stats b + 1 as a, count(*) as b",
       "unexpected symbol found b", 6, 7},
      {"an alias inside an aggregate behind stats",
       "stats count(*) as c | stats max(c) as m, max(m)",
       "Unknown symbols found in or after stats: m", 45, 46},
      {"no limit", "limit", "unexpected symbol found <EOF>", 5, 5},
      {"limit 0", "limit 0", "a limit is a number from 1 to 100000", 6, 7},
      {"limit too high", "limit 100001", "a limit is a number from 1 to 100000", 6, 12},
      {"limit of a word", "limit many", "unexpected symbol found many", 6, 10},
      {"too few names", "parse @message \"* *\" as a", "2 stars and 1 names", 21, 23},
      {"no star", "parse @message \"x\" as a", "the pattern has no *", 15, 18},
      {"no group with a name", "parse @message /a(b)/", "no group with a name", 15, 21},
      {"a bad regular expression", "parse @message /a(/", "Invalid regular expression", 15, 19},
      {"a bad path", "parse @message XML 'a b' as x", "is no XPath", 19, 24},
      {"an alias twice", "fields a as x | fields b as x", "Ephemeral field is already defined: x",
       28, 29},
      {"an alias of stats twice", "fields a as x | stats count(*) as x",
       "Ephemeral field is already defined: x", 34, 35},
      {"gone behind stats", "stats count(*) as c by g | filter other = 1",
       "Unknown symbols found in or after stats: other", 34, 39},
      {"a sort between stats", "stats count(*) as c by g | sort c | stats max(c)",
       "behind the last stats command", 36, 41},
      {"no aggregate", "stats n by g", "unexpected symbol found n", 6, 7},
      {"fillmissing without a bin", "stats count(*) by g | fillmissing", "behind stats … by bin()",
       22, 33},
      {"an offset without a bin", "stats count(*) by g offset 5m", "unexpected symbol found offset",
       20, 26},
      {"unnest without a name", "unnest a.b", "unexpected symbol found <EOF>", 10, 10},
      {"p=0", "autoregress n p=0", "p is a number or a range", 14, 15},
      {"an unknown option", "outlier factor=2 v", "unexpected symbol found =", 14, 15},
      {"filterIndex takes no pattern", "filterIndex a like /x/", "filterIndex takes field = value",
       0, 11},
      {"join without sides", "join where a.k=b.k (SOURCE 'x')", "join names its sides", 5, 10},
      {"a key of neither side", "join left=a right=b where a.k=c.k (SOURCE 'x')",
       "unexpected symbol found c.k", 30, 33},
      {"a second join",
       "join left=a right=b where a.k=b.k (SOURCE 'x') | join left=a right=b where a.k=b.k (SOURCE "
       "'x')",
       "at most one join", 49, 53},
      {"six prefixes", "SOURCE logGroups(namePrefix: ['a','b','c','d','e','f']) | limit 1",
       "at most 5 are allowed", 29, 30},
      {"data sources", "SOURCE dataSource(['x.y']) | limit 1", "there are no data sources here", 7,
       17},
      {"SOURCE comes first", "limit 1 | SOURCE 'a'", "unexpected symbol found SOURCE", 10, 16},
      {"a start that is no time", "SOURCE 'a' start=soon | limit 1", "unexpected symbol found soon",
       17, 21},
      {"a trailing pipe", "limit 1 |", "unexpected symbol found <EOF>", 9, 9},
      {"what is left over", "limit 1 2", "unexpected symbol found 2", 8, 9},
  };
  for (const RefusedQuery& c : kRefused) {
    SCOPED_TRACE(std::string{c.name} + ": " + std::string{c.query});
    ASSERT_NO_THROW({
      const QueryError error = refusal(c.query);
      EXPECT_THAT(error.message, HasSubstr(std::string{c.message}));
      EXPECT_EQ(error.start_char_offset, c.begin);
      EXPECT_EQ(error.end_char_offset, c.end);
    });
  }
}

TEST(Refusals, EveryCommandThatIsOnlyNamedIsRefusedByName) {
  for (const std::string_view command : {"anomaly", "cidrlookup", "diff", "estimate", "logcompare",
                                         "lookup", "relevantfields", "unmask"}) {
    SCOPED_TRACE(command);
    EXPECT_THAT(refusal(command).message, HasSubstr("the command " + std::string{command}));
  }
}

TEST(Refusals, ElevenStatsAreTooMany) {
  std::string query = "stats count(*) as c0";
  for (int i = 1; i < 10; ++i) query += fmt::format(" | stats sum(c{}) as c{}", i - 1, i);
  EXPECT_TRUE(parse_query(query));
  EXPECT_THAT(refusal(query + " | stats sum(c9)").message, HasSubstr("at most 10 stats"));
}

TEST(SourceStage, IsReadInItsForms) {
  struct SourceCase {
    std::string_view query;
    std::vector<std::string> groups, prefixes, accounts, classes;
  };
  const SourceCase kSources[] = {
      {"SOURCE '/a/b' | limit 1", {"/a/b"}, {}, {}, {}},
      {"source \"a\", `b` | limit 1", {"a", "b"}, {}, {}, {}},
      {"SOURCE lg | limit 1", {"lg"}, {}, {}, {}},
      {"SOURCE logGroups() | limit 1", {}, {}, {}, {}},
      {"SOURCE logGroups(namePrefix: ['a', 'b'], accountIdentifiers: ['1', \"2\"]) | limit 1",
       {},
       {"a", "b"},
       {"1", "2"},
       {}},
      {"SOURCE logGroups(namePrefix: [], class: \"STANDARD\") START=-3600s END=0s | limit 1",
       {},
       {},
       {},
       {"STANDARD"}},
      {"SOURCE logGroups(class: ['INFREQUENT_ACCESS'])", {}, {}, {}, {"INFREQUENT_ACCESS"}},
  };
  for (const auto& c : kSources) {
    SCOPED_TRACE(c.query);
    const auto query = parse_query(c.query);
    ASSERT_TRUE(query) << query.error().message;
    ASSERT_TRUE((*query)->source);
    const SourceSpec& source = *(*query)->source;
    EXPECT_EQ(source.groups, c.groups);
    EXPECT_EQ(source.name_prefixes, c.prefixes);
    EXPECT_EQ(source.account_identifiers, c.accounts);
    EXPECT_EQ(source.classes, c.classes);
  }
}

TEST(SourceStage, ItsTimesAreRelativeOrNot) {
  struct TimeCase {
    std::string_view time;
    std::int64_t ms;
  };
  constexpr Timestamp kMoment{std::chrono::milliseconds{1'730'764'800'000}};
  const TimeCase kTimes[] = {{"-1d", 1'730'678'400'000},
                             {"now", 1'730'764'800'000},
                             {"0s", 1'730'764'800'000},
                             {"1700000000000", 1'700'000'000'000},
                             {"1700000000", 1'700'000'000'000},
                             {"2023-11-14T22:13:20.000Z", 1'700'000'000'000},
                             {"'2023-11-14T22:13:20Z'", 1'700'000'000'000}};
  for (const auto& c : kTimes) {
    SCOPED_TRACE(c.time);
    const auto query = parse_query(fmt::format("SOURCE 'a' start={} end=now | limit 1", c.time));
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_EQ((*query)->source->start.value().at(kMoment).time_since_epoch().count(), c.ms);
    EXPECT_EQ((*query)->source->end.value().at(kMoment), kMoment);
  }
}

}  // namespace
}  // namespace epitaph::logs::insights
