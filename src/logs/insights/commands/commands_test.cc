#include "logs/insights/query_world.h"

namespace epitaph::logs::insights {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using Lines = std::vector<std::string>;

struct CommandCase {
  std::string_view name, query;
  Lines lines;
};

/// Five events, a second apart; the newest comes first unless a query says otherwise.
void fill_command_world(QueryWorld& world) {
  world.add(R"({"n":1,"host":"a","size":10,"tags":["x","y"],"text":"user=ann, took 12 ms"})");
  world.add(R"({"n":2,"host":"b","size":20,"text":"user=bob, took 7 ms"})");
  world.add(R"({"n":3,"host":"a","tags":[],"text":"no user"})");
  world.add(
      R"({"n":4,"host":"a","size":"40","tags":["z"],"ok":true,"text":"level=warn msg=\"a b\" up"})");
  world.add(R"({"n":5,"size":1000,"text":"web-1,GET,\"/a,b\",200"})");
}

void expect_lines(QueryWorld& world, const std::vector<CommandCase>& cases) {
  for (const CommandCase& c : cases) {
    SCOPED_TRACE(std::string{c.name} + ": " + std::string{c.query});
    ASSERT_NO_THROW(EXPECT_THAT(world.lines(c.query), ElementsAreArray(c.lines)));
  }
}

TEST(Commands, ShowColumns) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(
      world,
      {{"several fields add up", "fields n | fields size | limit 1", {"n=5 size=1000"}},
       {"a name twice is one column", "fields n, n | limit 1", {"n=5"}},
       {"an expression is named by its words", "fields n + 1 | limit 1", {"n + 1=6"}},
       {"an alias is at hand at once", "fields n * 2 as d, d + 1 as e | limit 1", {"d=10 e=11"}},
       {"the last display wins",
        "fields n | display size | display host | limit 2",
        {"", "host=a"}},
       {"fields behind display show nothing", "display n | fields size | limit 1", {"n=5"}},
       {"display computes", "display n % 2 as odd | limit 2", {"odd=1", "odd=0"}},
       {"truth is 1", "filter n = 4 | fields ok, n > 3 as big", {"ok=1 big=1"}},
       {"absent values are left out", "fields host, size | filter n = 5", {"size=1000"}},
       {"keywords in any case", "FIELDS n | FILTER n > 4", {"n=5"}},
       {"where is filter", "fields n | where n < 2", {"n=1"}},
       {"filters chain", "filter n > 1 | filter n < 3 | fields n", {"n=2"}},
       {"filterIndex selects", "fields n | filterIndex host in [\"b\", \"c\"]", {"n=2"}},
       {"filterIndex equals", "fields n | filterIndex n = 3", {"n=3"}}});
}

TEST(Commands, DefaultColumnsAreTimestampAndMessage) {
  QueryWorld world;
  world.add("plain text");
  EXPECT_THAT(world.lines("limit 5"),
              ElementsAre("@timestamp=2024-11-05 00:00:00.000 @message=plain text"));
}

TEST(Commands, SortLimitDedup) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(
      world,
      {{"newest first", "fields n", {"n=5", "n=4", "n=3", "n=2", "n=1"}},
       {"ascending without a word", "fields n | sort n | limit 2", {"n=1", "n=2"}},
       {"sort by", "fields n | SORT BY n desc | limit 2", {"n=5", "n=4"}},
       {"absent values stand first",
        "fields n, size | sort size | limit 2",
        {"n=3", "n=1 size=10"}},
       {"desc is the reverse", "fields n | sort size desc", {"n=5", "n=4", "n=2", "n=1", "n=3"}},
       {"two keys",
        "fields host, n | sort host desc, n | limit 3",
        {"host=b n=2", "host=a n=1", "host=a n=3"}},
       {"equal rows keep their order",
        "fields n | sort host desc | limit 3",
        {"n=2", "n=4", "n=3"}},
       {"by time, oldest first", "fields n | sort @timestamp | limit 2", {"n=1", "n=2"}},
       {"a limit stands where it stands", "fields n | limit 2 | sort n", {"n=4", "n=5"}},
       {"any", "fields n | limit any 1", {"n=5"}},
       {"the last sort holds", "fields n | sort n desc | sort host, n | limit 2", {"n=5", "n=1"}},
       {"first of each",
        "fields n, host | sort n | dedup host",
        {"n=1 host=a", "n=2 host=b", "n=5"}},
       {"limit behind dedup", "fields n | dedup host | limit 2", {"n=5", "n=4"}},
       {"a row that lacks one stays",
        "fields n | filter n > 2 | dedup host, size",
        {"n=5", "n=4", "n=3"}}});
}

TEST(Commands, Stats) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(
      world, {{"one group", "stats count(*), sum(size)", {"count(*)=5 sum(size)=1070"}},
              {"columns of by come first",
               "stats count(*) as c by host | sort c",
               {"host=b c=1", "c=1", "host=a c=3"}},
              {"no rows, no group", "filter n > 9 | stats count(*)", {}},
              {"aggregates combine", "stats sum(size) / count(size) as mean", {"mean=267.5"}},
              {"a column of columns",
               "stats max(size) as most, min(size) as least, most - least as span, span / 10",
               {"most=1000 least=10 span=990 span / 10=99"}},
              {"a column of another and of an aggregate",
               "stats count(*) as c, sum(n) / c as mean by host | sort c desc | limit 1",
               {"host=a c=3 mean=2.6667"}},
              {"what is gathered is the event's field",
               "stats max(n) as n, min(n) as least, n + 1 as more",
               {"n=5 least=1 more=6"}},
              {"stretches of a number",
               "filter ispresent(size) | stats count(*) as c by histogram(size, 25) as s | sort s",
               {"s=0 c=2", "s=25 c=1", "s=1000 c=1"}},
              {"a field is present or not",
               "stats count(size) as c by host | sort host",
               {"c=1", "host=a c=2", "host=b c=1"}},
              {"bins come in order of time",
               "stats count(*) as c by bin(2s)",
               {"bin(2s)=2024-11-05 00:00:00.000 c=2", "bin(2s)=2024-11-05 00:00:02.000 c=2",
                "bin(2s)=2024-11-05 00:00:04.000 c=1"}},
              {"an offset moves the bins",
               "stats count(*) as c by bin(2s) offset 1s as t",
               {"t=2024-11-04 23:59:59.000 c=1", "t=2024-11-05 00:00:01.000 c=2",
                "t=2024-11-05 00:00:03.000 c=2"}},
              {"groups by an expression",
               "stats count(*) as c by n % 2 as odd | sort odd",
               {"odd=0 c=2", "odd=1 c=3"}},
              {"two stages",
               "stats count(*) as c by host | stats max(c) as most, count(*) as hosts",
               {"most=3 hosts=3"}},
              {"HAVING", "stats count(*) as c by host | filter c > 1", {"host=a c=3"}},
              {"fields behind stats",
               "stats sum(size) as s by host | fields s / 10 as t | filter host = 'a'",
               {"host=a s=50 t=5"}},
              {"earliest of the time is a number",
               "stats earliest(@timestamp) as t",
               {"t=1730764800000"}}});
}

TEST(Commands, Parse) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(
      world,
      {{"glob",
        "parse text \"user=*, took * ms\" as user, ms | filter n < 3 | display user, ms",
        {"user=bob ms=7", "user=ann ms=12"}},
       {"no hit, the row stays",
        "parse text \"user=*,\" as user | filter n = 3 | display n, user",
        {"n=3"}},
       {"named groups",
        "parse text /user=(?<user>\\w+)/ | filter n = 1 | display user",
        {"user=ann"}},
       {"groups in order",
        "parse text /(\\w+)=(\\w+)/ as k, v | filter n = 1 | display k, v",
        {"k=user v=ann"}},
       {"a group that is not there",
        "parse text /took (?<ms>\\d+)|(?<other>no)/ | filter n = 3 | display ms, other",
        {"other=no"}},
       {"multi",
        "filter n = 1 | parse text /(?<word>[a-z]{3,})/ multi | display word",
        {"word=user", "word=ann", "word=took"}},
       {"multi without a hit",
        "filter n = 3 | parse text /(?<digit>\\d)/ multi | display n, digit",
        {"n=3"}},
       {"logfmt",
        "filter n = 4 | parse text logfmt as lf | display lf.level, lf.msg, lf.up",
        {"lf.level=warn lf.msg=a b lf.up=true"}},
       {"csv",
        "filter n = 5 | parse text csv as host2, method, path, status | display path, status",
        {"path=/a,b status=200"}},
       {"csv of fewer",
        "filter n = 3 | parse text csv as one, two | display one, two",
        {"one=no user"}},
       {"of the message by itself", "parse '\"n\":*,' as num | display num | limit 1", {"num=5"}},
       {"chained",
        "parse text \"*, took\" as who | parse who \"*=*\" as k, v | filter n = 2 | display v",
        {"v=bob"}}});
}

TEST(Commands, ParseXml) {
  QueryWorld world;
  world.add("<event><level sev='3'>WARN</level><service>api &amp; web</service></event>");
  world.add("no xml");
  EXPECT_THAT(world.lines("parse @message XML '/event/level' as level"
                          " | parse @message XML '/event/service' as service"
                          " | parse @message XML '/event/level/@sev' as sev"
                          " | display level, service, sev"),
              ElementsAre("", "level=WARN service=api & web sev=3"));
}

TEST(Commands, JsonOfAField) {
  QueryWorld world;
  world.add(R"(got {"user":{"name":"ann","ids":[7,8]}})");
  world.add("got nothing");
  EXPECT_THAT(world.lines("parse @message /(?<payload>\\{.*\\})/"
                          " | json field=payload \"user.name\" as who"
                          " | json field=payload 'user.ids.1' as id | display who, id"),
              ElementsAre("", "who=ann id=8"));
}

TEST(Commands, UnnestAndExpand) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(
      world,
      {{"a row an element",
        "fields jsonParse(@message) as m | unnest m.tags into t | display n, t",
        {"n=4 t=z", "n=1 t=x", "n=1 t=y"}},
       {"another value is one element",
        "fields jsonParse(@message) as m | unnest m.host into h | filter n < 3 | display n, h",
        {"n=2 h=b", "n=1 h=a"}},
       {"expand an array of the event",
        "expand tags | filter n < 3 | display n, tags",
        {"n=2", "n=1 tags=x", "n=1 tags=y"}},
       {"expand a text",
        "fields concat('[', n, ',7]') as list | expand list | filter n = 2 | display list",
        {"list=2", "list=7"}},
       {"group by what was expanded",
        "expand tags | filter ispresent(tags) | stats count(*) as c by tags, host | sort tags",
        {"tags=x host=a c=1", "tags=y host=a c=1", "tags=z host=a c=1"}}});
}

TEST(Commands, RunningValues) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(world,
               {{"accum",
                 "fields n, size | sort n | accum size as total",
                 {"n=1 size=10 total=10", "n=2 size=20 total=30", "n=3", "n=4 size=40 total=70",
                  "n=5 size=1000 total=1070"}},
                {"accum in place", "fields n | sort n | accum n | limit 3", {"n=1", "n=3", "n=6"}},
                {"autoregress",
                 "fields n | sort n | autoregress n p=1-2 | limit 3",
                 {"n=1", "n=2 n_p1=1", "n=3 n_p1=2 n_p2=1"}},
                {"autoregress under a name",
                 "fields n | sort n | autoregress n as before | limit 2",
                 {"n=1", "n=2 before=1"}},
                {"filldown",
                 "fields n, size, host | sort n | filldown size | filter n > 2",
                 {"n=3 size=20 host=a", "n=4 size=40 host=a", "n=5 size=1000"}},
                {"filldown all",
                 "fields n, size, host | sort n | filldown | filter n in [3, 5]",
                 {"n=3 size=20 host=a", "n=5 size=1000 host=a"}},
                {"filldown by pattern",
                 "fields n, size, host | sort n | filldown s*, h* | filter n in [3, 5]",
                 {"n=3 size=20 host=a", "n=5 size=1000 host=a"}}});
}

TEST(Commands, Totals) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(world,
               {{"of a row",
                 "fields n, size | sort n | addtotals | limit 2",
                 {"n=1 size=10 Total=11", "n=2 size=20 Total=22"}},
                {"of some columns",
                 "fields n, size | sort n | addtotals fieldname=T size | limit 1",
                 {"n=1 size=10 T=10"}},
                {"of the columns",
                 "fields n | filter n < 3 | sort n | addtotals row=false col=true",
                 {"n=1", "n=2", "n=3"}},
                {"of both",
                 "fields n, size | filter n < 3 | sort n | addtotals col=true",
                 {"n=1 size=10 Total=11", "n=2 size=20 Total=22", "n=3 size=30 Total=33"}},
                {"what stats groups by is no amount",
                 "stats count(*) as c, sum(size) as s by n | filter n < 3 | sort n | addtotals",
                 {"n=1 c=1 s=10 Total=11", "n=2 c=1 s=20 Total=21"}},
                {"a time is no amount",
                 "fields @timestamp, n | addtotals | limit 1",
                 {"@timestamp=2024-11-05 00:00:04.000 n=5 Total=5"}}});
}

TEST(Commands, CountFrequent) {
  QueryWorld world;
  fill_command_world(world);
  expect_lines(world,
               {{"most frequent first",
                 "countFrequent host",
                 {"host=a _approxcount=3", "_approxcount=1", "host=b _approxcount=1"}},
                {"its other name", "count_frequent host | limit 1", {"host=a _approxcount=3"}}});
}

TEST(Commands, Fillmissing) {
  QueryWorld world;
  for (const int second : {0, 1, 4}) {
    world.add(QueryWorld::kGroup, "s", QueryWorld::kStart + 1000 * second,
              fmt::format(R"({{"h":"{}","v":{}}})", second == 1 ? "b" : "a", second));
  }
  expect_lines(world,
               {{"gaps of one series",
                 "stats sum(v) as s by bin(1s) as t | fillmissing with 0 for s | display t, s",
                 {"t=2024-11-05 00:00:00.000 s=0", "t=2024-11-05 00:00:01.000 s=1",
                  "t=2024-11-05 00:00:02.000 s=0", "t=2024-11-05 00:00:03.000 s=0",
                  "t=2024-11-05 00:00:04.000 s=4"}},
                {"without a value",
                 "stats sum(v) as s by bin(2s) | fillmissing",
                 {"bin(2s)=2024-11-05 00:00:00.000 s=1", "bin(2s)=2024-11-05 00:00:02.000",
                  "bin(2s)=2024-11-05 00:00:04.000 s=4"}},
                {"each series by itself",
                 "stats count(*) as c by bin(2s) as t, h | fillmissing with 0 for c | filter h = "
                 "'b' | display t, c",
                 {"t=2024-11-05 00:00:00.000 c=1", "t=2024-11-05 00:00:02.000 c=0",
                  "t=2024-11-05 00:00:04.000 c=0"}}});
}

TEST(Commands, Sessionize) {
  QueryWorld world;
  constexpr std::pair<int, const char*> kVisits[] = {
      {0, "u"}, {10, "v"}, {29, "u"}, {60, "u"}, {200, "u"}};
  for (const auto& [minute, user] : kVisits) {
    world.add(QueryWorld::kGroup, "s", QueryWorld::kStart + 60'000 * minute,
              fmt::format(R"({{"m":{},"user":"{}"}})", minute, user));
  }
  expect_lines(world, {{"thirty minutes",
                        "fields m | sort @timestamp | sessionize user",
                        {"m=0 session_id=1", "m=10 session_id=2", "m=29 session_id=1",
                         "m=60 session_id=3", "m=200 session_id=4"}},
                       {"numbers do not depend on the order of rows",
                        "fields m | sessionize user maxspan 31m as s",
                        {"m=200 s=3", "m=60 s=1", "m=29 s=1", "m=10 s=2", "m=0 s=1"}}});
}

TEST(Commands, Outlier) {
  QueryWorld world;
  for (const int v : {10, 11, 12, 13, 14, 500, -400}) world.add(fmt::format(R"({{"v":{}}})", v));
  // Quartiles of -400 10 11 12 13 14 500: 10.5 and 13.5; their distance is 3.
  expect_lines(world,
               {{"clamped above", "fields v | outlier v | sort v desc | limit 2", {"v=21", "v=14"}},
                {"below is left", "fields v | outlier v | sort v | limit 1", {"v=-400"}},
                {"below too", "fields v | outlier uselower=true v | sort v | limit 1", {"v=3"}},
                {"removed",
                 "fields v | outlier action=remove param=2 uselower=true v | stats count(*) as c, "
                 "max(v) as m",
                 {"c=5 m=14"}},
                {"marked",
                 "fields v | outlier mark=true v | filter is_outlier = 1",
                 {"v=21 is_outlier=1"}}});
}

TEST(Commands, Pattern) {
  QueryWorld world;
  world.add("ERROR took 12 ms for 10.0.0.1");
  world.add("ERROR took 7 ms for 10.0.0.2");
  world.add("ERROR took 9.5 ms for 10.0.0.3");
  world.add("user ann logged in");
  EXPECT_THAT(
      world.lines("pattern @message"),
      ElementsAre("@pattern=ERROR took <Number-1> ms for <IPAddress-2> @ratio=0.75 @sampleCount=3"
                  " @severityLabel=ERROR",
                  "@pattern=user ann logged in @ratio=0.25 @sampleCount=1"));
}

TEST(Commands, Join) {
  QueryWorld world;
  fill_command_world(world);
  world.add("/owners", "o", QueryWorld::kStart, R"({"host":"a","team":"red"})");
  world.add("/owners", "o", QueryWorld::kStart + 1, R"({"host":"a","team":"blue"})");
  expect_lines(world, {{"inner, each with each",
                        "filter n < 3 | join type=inner left=l right=r where l.host=r.host (SOURCE "
                        "'/owners') | display l.n, r.team",
                        {"l.n=1 r.team=blue", "l.n=1 r.team=red"}},
                       {"left keeps what has no match",
                        "filter n < 3 | join type=left left=l right=r where r.host=l.host (SOURCE "
                        "'/owners' | filter team = \"red\") | display n, r.team",
                        {"n=2", "n=1 r.team=red"}},
                       {"with groups of the other side",
                        "join left=l right=r where l.host=r.host (SOURCE '/owners' | stats "
                        "count(*) as teams by host) | filter n = 1 | display n, r.teams",
                        {"n=1 r.teams=2"}}});
}

TEST(Commands, Subqueries) {
  QueryWorld world;
  fill_command_world(world);
  world.add("/owners", "o", QueryWorld::kStart, R"({"host":"b","num":"3"})");
  expect_lines(world,
               {{"in", "filter host in (SOURCE '/owners' | fields host) | fields n", {"n=2"}},
                {"a text that spells the number",
                 "filter n in (SOURCE '/owners' | fields num) | fields n",
                 {"n=3"}},
                {"not in",
                 "filter host not in (SOURCE '/owners' | fields host) | fields n | limit 2",
                 {"n=5", "n=4"}}});
}

TEST(Commands, Appendcols) {
  QueryWorld world;
  fill_command_world(world);
  world.add("/other", "o", QueryWorld::kStart, R"({"n":70,"m":1})");
  world.add("/other", "o", QueryWorld::kStart + 1, R"({"n":80,"m":2})");
  expect_lines(
      world,
      {{"by position",
        "fields n | limit 3 | appendcols (SOURCE '/other' | fields n, m)",
        {"n=5 m=2", "n=4 m=1", "n=3"}},
       {"override",
        "fields n | limit 3 | appendcols override=true max=1 (SOURCE '/other' | fields n, m)",
        {"n=80 m=2", "n=4", "n=3"}}});
}

}  // namespace
}  // namespace epitaph::logs::insights
