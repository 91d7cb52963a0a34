#include "logs/insights/lexer.h"

#include <gtest/gtest.h>

namespace epitaph::logs::insights {
namespace {

// One letter a kind, and what the token says.
std::string tokens_of(std::string_view query) {
  static constexpr std::string_view kKinds = "iqsnprybe";
  std::string all;
  for (std::size_t at = 0;;) {
    const Token token = read_token(query, at);
    if (token.kind == TokenKind::kEnd) return all;
    if (!all.empty()) all += ' ';
    all += kKinds[static_cast<std::size_t>(token.kind)];
    all += '<' + token.text + '>';
    at = token.span.end;
  }
}

struct LexerCase {
  std::string_view name, query, tokens;
};

constexpr LexerCase kLexerCases[] = {
    {"identifiers hold dots and digits", "@message detail.containers.0.exitCode _a",
     "i<@message> i<detail.containers.0.exitCode> i<_a>"},
    {"a hyphen subtracts", "detail-type", "i<detail> y<-> i<type>"},
    {"backticks", "`detail-type`", "q<detail-type>"},
    {"a way that goes on in backticks", "m.`odd.key`.b", "i<m> y<.> q<odd.key> y<.> i<b>"},
    {"an index", "l[0].a", "i<l> y<[> n<0> y<]> y<.> i<a>"},
    {"both quotes", R"("a 'b'" 'c "d"')", R"(s<a 'b'> s<c "d">)"},
    {"escapes", R"("a\"b\\c\nd\d")", "s<a\"b\\c\nd\\d>"},
    {"a pipe in a string", R"("a|b" | c)", "s<a|b> y<|> i<c>"},
    {"numbers", "1 0.5 1e3 2.5E-3", "n<1> n<0.5> n<1e3> n<2.5E-3>"},
    {"periods", "5m 1h 300ms 2weeks", "p<5m> p<1h> p<300ms> p<2weeks>"},
    {"a number and no unit", "5x", "b<5x>"},
    {"operators", "= != < <= > >= =~ + - * / % ^ !",
     "y<=> y<!=> y<<> y<<=> y<>> y<>=> y<=~> y<+> y<-> y<*> y</> y<%> y<^> y<!>"},
    {"comments", "a # b | c\n| d # e", "i<a> y<|> i<d>"},
    {"a comment in a string is none", R"("a # b")", "s<a # b>"},
    {"what is no token", "a $ \xC3\xA9 b", "i<a> b<$> b<\xC3\xA9> i<b>"},
    {"a string without end", "\"abc", "b<\"> i<abc>"},
    {"backticks without end", "`abc", "b<`> i<abc>"},
    {"empty backticks", "``", "b<`> b<`>"},
    {"nothing", " \t\n", ""},
};

TEST(InsightsLexer, ReadsTokens) {
  for (const auto& c : kLexerCases) EXPECT_EQ(tokens_of(c.query), c.tokens) << c.name;
}

struct RegexCase {
  std::string_view query, pattern;
};

constexpr RegexCase kRegexCases[] = {
    {"/a b/ | c", "a b"}, {R"(/a\/b/)", R"(a\/b)"}, {"/[/]x/", "[/]x"}, {R"(/\[a/ /b/)", R"(\[a)"},
    {"//", ""},           {"/a # b/", "a # b"},
};

TEST(InsightsLexer, ReadsRegularExpressionsToTheirSlash) {
  for (const auto& c : kRegexCases) {
    const Token token = read_regex(c.query, 0);
    EXPECT_EQ(token.kind, TokenKind::kRegex) << c.query;
    EXPECT_EQ(token.text, c.pattern);
  }
  EXPECT_EQ(read_regex("/abc", 0).kind, TokenKind::kBad);
  EXPECT_EQ(read_regex("/abc\\", 0).kind, TokenKind::kBad);
}

TEST(InsightsLexer, TakesKeywordsInAnyCaseButNotInBackticks) {
  EXPECT_TRUE(read_token("FIELDS", 0).keyword("fields"));
  EXPECT_FALSE(read_token("`fields`", 0).keyword("fields"));
}

}  // namespace
}  // namespace epitaph::logs::insights
