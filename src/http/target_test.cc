#include "http/target.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

std::string text_of(const std::vector<Parameter>& parameters) {
  std::string text;
  for (const auto& p : parameters) text += fmt::format("[{}={}]", p.name, p.value);
  return text;
}

TEST(Target, IsSplitAndDecoded) {
  struct Case {
    std::string_view target, authority, origin_form, path, query;
  };
  constexpr Case kCases[] = {
      {"/", "", "/", "/", ""},
      {"/a%2Fb/c+d", "", "/a%2Fb/c+d", "/a/b/c+d", ""},
      {"/x?since=15m&c=a%26b+c", "", "/x?since=15m&c=a%26b+c", "/x", "[since=15m][c=a&b c]"},
      {"/x?flag&&a=1=2&=v", "", "/x?flag&&a=1=2&=v", "/x", "[flag=][a=1=2][=v]"},
      {"/x?", "", "/x?", "/x", ""},
      {"/x??a=b", "", "/x??a=b", "/x", "[?a=b]"},
      {"//evil/x", "", "//evil/x", "//evil/x", ""},
      {"/a/../b", "", "/a/../b", "/a/../b", ""},
      {"*", "", "*", "*", ""},
      {"http://localhost:4577/x?a=b", "localhost:4577", "/x?a=b", "/x", "[a=b]"},
      {"HTTPS://h", "h", "/", "/", ""},
      {"http://h?a=b", "h", "/?a=b", "/", "[a=b]"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.target);
    const auto target = parse_target(c.target);
    ASSERT_TRUE(target) << target.error().message;
    EXPECT_EQ(target->authority, c.authority);
    EXPECT_EQ(target->origin_form, c.origin_form);
    EXPECT_EQ(target->path, c.path);
    EXPECT_EQ(text_of(target->query), c.query);
  }
}

TEST(Target, IsRefusedWhenItIsNone) {
  for (std::string_view target : {"", "x", "localhost:443", "ftp://h/x", "http:///x", "/%", "/%4",
                                  "/%zz", "/%00", "/x?a=%", "/x?%g0=1"}) {
    SCOPED_TRACE(target);
    const auto parsed = parse_target(target);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().kind, ErrorKind::kInvalid);
  }
}

TEST(Target, FormsAreBounded) {
  std::string form;
  for (std::size_t i = 0; i < kParametersMax; ++i) form += "a&";
  EXPECT_TRUE(parse_form(form));
  const auto longer = parse_form(form + "a");
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().kind, ErrorKind::kLimit);
}

}  // namespace
}  // namespace epitaph::http
