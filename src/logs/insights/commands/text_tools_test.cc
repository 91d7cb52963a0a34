#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/insights/commands/glob_pattern.h"
#include "logs/insights/commands/logfmt.h"
#include "logs/insights/commands/text_patterns.h"
#include "logs/insights/commands/xml_path.h"

namespace epitaph::logs::insights {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(GlobPattern, TakesTheShortestRuns) {
  struct GlobCase {
    std::string_view pattern, text;
    bool matches;
    std::vector<std::string_view> runs;
  };
  const GlobCase kGlobs[] = {
      {"a=*,b=*", "x a=1,b=2,c=3", true, {"1", "2,c=3"}},
      {"a=*,", "a=1,a=2,", true, {"1"}},
      {"*", "all of it", true, {"all of it"}},
      {"*:*", "k:v:w", true, {"k", "v:w"}},
      {"**", "ab", true, {"", "ab"}},
      {"[*]", "no bracket", false, {}},
      {"a*b", "b a", false, {}},
      {"a*", "a", true, {""}},
  };
  for (const auto& c : kGlobs) {
    SCOPED_TRACE(c.pattern);
    std::vector<std::string_view> runs;
    EXPECT_EQ(GlobPattern{c.pattern}.match(c.text, runs), c.matches);
    if (c.matches) {
      EXPECT_EQ(runs, c.runs);
    }
  }
}

TEST(Logfmt, ReadsPairs) {
  EXPECT_THAT(read_logfmt(R"( level=info msg="took \"long\"\n" retry n= =x a.b=1)"),
              ElementsAre(Pair("level", "info"), Pair("msg", "took \"long\"\n"),
                          Pair("retry", "true"), Pair("n", ""), Pair("a.b", "1")));
  EXPECT_THAT(read_logfmt(R"(a="open)"), ElementsAre(Pair("a", "open")));
  EXPECT_THAT(read_logfmt("  "), ElementsAre());
}

TEST(CsvLine, ReadsFields) {
  EXPECT_THAT(read_csv_line(R"(a,"b,""c""", d ,,e)"), ElementsAre("a", "b,\"c\"", " d ", "", "e"));
  EXPECT_THAT(read_csv_line("a\nb"), ElementsAre("a"));
  EXPECT_THAT(read_csv_line(""), ElementsAre(""));
  EXPECT_THAT(read_csv_line("\"open, end"), ElementsAre("open, end"));
}

TEST(XmlPath, FindsTheFirst) {
  constexpr std::string_view kXml =
      "noise <?xml version='1.0'?><!DOCTYPE e><e a='1' b=\"x &lt; y\"><!-- <f>no</f> -->"
      "<f>one</f><f>two <g>in</g></f><h/><i><f>deep</f><![CDATA[<raw>]]></i></e>";
  struct PathCase {
    std::string_view path, found;
  };
  const PathCase kPaths[] = {
      {"/e/f", "one"},       {"/e/f[2]", "two in"}, {"/e/f[2]/g", "in"},  {"//g", "in"},
      {"/e/*[3]", ""},       {"/e/@b", "x < y"},    {"//i", "deep<raw>"}, {"//i/f", "deep"},
      {"e/f/text()", "one"}, {"f", "one"},          {"//f[1]", "one"},    {"/e/i//f", "deep"},
  };
  for (const auto& c : kPaths) {
    SCOPED_TRACE(c.path);
    const auto path = XmlPath::compile(c.path);
    ASSERT_TRUE(path);
    const auto found = path->find(kXml);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, c.found);
  }
}

TEST(XmlPath, FindsNothingInWhatIsNotThereOrBroken) {
  const auto path = XmlPath::compile("/a/b");
  ASSERT_TRUE(path);
  for (const std::string_view xml :
       {"", "text", "<a><c>x</c></a>", "<a><b>x", "<a><b", "<b>x</b>", "</a>",
        "<a><x><b>n</b></x></a>", "<a b='x'/>", "<<<<", "<a><b x=1>y</b></a>"}) {
    EXPECT_FALSE(path->find(xml)) << xml;
  }
}

TEST(XmlPath, IsBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const auto path = XmlPath::compile("//b");
  ASSERT_TRUE(path);
  EXPECT_FALSE(path->find(deep + "<b>x</b>"));
}

TEST(XmlPath, RefusesWhatItCannotFollow) {
  for (const std::string_view path :
       {"", "/", "//", "/a/", "/a[0]", "/a[x]", "/a[1", "/a b", "/@", "a | b", "/a/@"}) {
    EXPECT_FALSE(XmlPath::compile(path)) << path;
  }
}

TEST(TextPatterns, FindsWhatLinesShare) {
  MemoryBudget memory{1 << 20};
  TextPatterns patterns{memory};
  for (const std::string_view line :
       {"2024-11-05T09:10:00.123Z INFO task 01c0ffee stopped in eu-west-1a",
        "2024-11-05T09:11:00Z INFO task 02c0ffee stopped in eu-west-1b",
        "WARN disk /dev/sda is 91 percent full", "WARN disk /dev/sdb is 92 percent full",
        "request 5f0c1d2e-0000-4000-8000-0123456789ab done"}) {
    ASSERT_TRUE(patterns.add(line));
  }
  const auto found = patterns.patterns();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].pattern, "<Time-1> INFO task <Token-2> stopped in <Token-3>");
  EXPECT_EQ(found[0].count, 2U);
  EXPECT_EQ(found[0].severity, "INFO");
  EXPECT_EQ(found[1].pattern, "WARN disk /dev/<Token-1> is <Number-2> percent full");
  EXPECT_EQ(found[1].severity, "WARN");
  EXPECT_EQ(found[2].pattern, "request <UUID-1> done");
  EXPECT_EQ(found[2].severity, "");
  EXPECT_EQ(patterns.lines(), 5U);
}

TEST(TextPatterns, EndsWhereTheMemoryDoes) {
  MemoryBudget memory{4000};
  TextPatterns patterns{memory};
  Status done = Done{};
  for (int i = 0; i < 100 && done; ++i)
    done = patterns.add(std::string(static_cast<std::size_t>(i + 1), '-') + "word");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kLimit);
}

}  // namespace
}  // namespace epitaph::logs::insights
