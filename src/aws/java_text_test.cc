#include "aws/java_text.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

namespace json = boost::json;

const Shape kEntries = list(structure({{"Time", timestamp()},
                                       {"Source", string()},
                                       {"Resources", list(string())},
                                       {"Detail", string()},
                                       {"KmsKeyIdentifier", document()}})
                                .named("PutEventsRequestEntry"));

struct JavaText {
  Shape shape;
  std::string_view value, text;
};

const JavaText kJavaTexts[] = {
    {string(), R"("a 'b'")", "a 'b'"},
    {integer(), "-5", "-5"},
    {boolean(), "true", "true"},
    {string(), "null", "null"},
    {list(string()), R"(["a","b"])", "[a, b]"},
    {list(string()), "[]", "[]"},
    {map(string(), string()), R"({"k":"v","l":"w"})", "{k=v, l=w}"},
    {map(string(), string()), "{}", "{}"},
    {structure({{"A", string()}, {"B", integer()}}), R"({"A":"x"})", "{a=x, b=null}"},
    {kEntries, R"([{"Source":"S","Detail":"{\"a\": 1}","Resources":["r","s"]}])",
     "[PutEventsRequestEntry(time=null, source=S, resources=[r, s], detail={\"a\": 1}, "
     "kmsKeyIdentifier=null)]"},
    {timestamp(), "1725979307.41", "Tue Sep 10 14:41:47 UTC 2024"},
    {timestamp(), R"("2024-09-10T16:41:47+02:00")", "Tue Sep 10 14:41:47 UTC 2024"},
    {timestamp(), "1e300", "1e+300"},
    {document(), R"({"a":[1]})", R"({"a":[1]})"},
};

TEST(JavaText, PrintsAsAwsDoes) {
  for (const auto& c : kJavaTexts) {
    EXPECT_EQ(java_text(c.shape, json::parse(c.value), 8192), c.text);
  }
}

TEST(JavaText, StopsAtItsLimitBetweenCharacters) {
  EXPECT_EQ(java_text(string(), json::string{"abcdef"}, 6), "abcdef");
  EXPECT_EQ(java_text(string(), json::string{"abcdefg"}, 6), "abcdef…");
  EXPECT_EQ(java_text(string(), json::string{"abcdeé"}, 6), "abcde…");
  const json::value many(json::array(1000, "item"));
  EXPECT_EQ(java_text(list(string()), many, 8), "[item, i…");
}

}  // namespace
}  // namespace epitaph::aws
