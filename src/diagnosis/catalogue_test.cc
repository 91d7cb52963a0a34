#include "diagnosis/catalogue.h"

#include <gtest/gtest.h>

#include "diagnosis/entry_parser.h"

namespace epitaph::diagnosis {
namespace {

constexpr std::string_view kUnknown = R"(
kind = "unknown"
blame = "none"
means = "Nobody knows."
headline = "Nothing is known."
checks = ["Look."]
link = "https://docs.aws.amazon.com/"
[[rules]]
step = "otherwise"
precedence = 1
confidence = "possible"
)";

TEST(Catalogue, LinksEveryCauseToAws) {
  EXPECT_FALSE(Catalogue::built_in().entries().empty());
  for (const auto& entry : Catalogue::built_in().entries()) {
    EXPECT_TRUE(entry.link.starts_with("https://docs.aws.amazon.com/")) << entry.cause;
  }
}

std::string version_of(std::string_view toml) {
  const Catalogue::Source source{"unknown.toml", toml};
  return Catalogue{std::span{&source, 1}}.version();
}

TEST(Catalogue, HasAVersionThatFollowsFromItsText) {
  EXPECT_EQ(version_of(kUnknown), version_of(kUnknown));
  EXPECT_NE(version_of(kUnknown), version_of(std::string{kUnknown} + "# a word more\n"));
  EXPECT_EQ(Catalogue::built_in().version().size(), 10U);
}

TEST(Catalogue, RefusesTwoRulesInOnePlaceAndAnOpenEnd) {
  const Catalogue::Source twice[] = {{"a.toml", kUnknown}, {"b.toml", kUnknown}};
  EXPECT_THROW((Catalogue{twice}), std::invalid_argument);
  const std::string conditional = std::string{kUnknown} + "facts = [\"own-end\"]\n";
  const Catalogue::Source open{"a.toml", conditional};
  EXPECT_THROW((Catalogue{std::span{&open, 1}}), std::invalid_argument);
}

struct BrokenCase {
  std::string_view name, from, to;
};

constexpr BrokenCase kBrokenCases[] = {
    {"no TOML", "kind =", "kind"},
    {"a kind that is none", "\"unknown\"", "\"bad\""},
    {"a blame that is none", "\"none\"", "\"all\""},
    {"a step that is none", "\"otherwise\"", "\"later\""},
    {"a confidence that is none", "\"possible\"", "\"sure\""},
    {"an unknown key", "link =", "href ="},
    {"no meaning", "\"Nobody knows.\"", "\"\""},
    {"no headline", "\"Nothing is known.\"", "\"\""},
    {"an unknown placeholder", "Nothing is", "{nothing} is"},
    {"an open bracket", "Nothing is", "[Nothing is"},
    {"no checks", "checks = [\"Look.\"]", ""},
    {"a check that is no text", "[\"Look.\"]", "[1]"},
    {"no rule", "[[rules]]\n", ""},
    {"no precedence", "precedence = 1", ""},
    {"a fact that is none", "precedence = 1", "precedence = 1\nfacts = [\"sunny\"]"},
    {"a pattern that is none", "precedence = 1", "precedence = 1\nall = [\"(\"]"},
    {"an exit code that is none", "precedence = 1", "precedence = 1\nexit_codes = [\"1-x\"]"},
};

TEST(EntryParser, ThrowsOnWhatIsBroken) {
  EXPECT_NO_THROW(parse_entry("unknown.toml", kUnknown));
  for (const auto& c : kBrokenCases) {
    SCOPED_TRACE(c.name);
    std::string toml{kUnknown};
    toml.replace(toml.find(c.from), c.from.size(), c.to);
    EXPECT_THROW(parse_entry("unknown.toml", toml), std::invalid_argument);
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
