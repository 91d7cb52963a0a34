#include "logs/filter/delimited_pattern.h"

#include <gmock/gmock.h>

#include "logs/filter/pattern_cases.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kAccess =
    R"(127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534)";
constexpr std::string_view kLambda =
    "2017-06-23T12:34:56.789Z\t6d7a-4b0c\t{\"level\": \"error\", \"text\": \"two words\"}";

constexpr FilterCase kColumnCases[] = {
    {"as the User Guide has it",
     R"([ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes])",
     kAccess, true},
    {"another status", "[ip, user, username, timestamp, request, status_code = 5*, bytes]", kAccess,
     false},
    {"around an ellipsis", "[..., request =*.html*, status_code = 4*, bytes]", kAccess, true},
    {"either", "[..., status_code = 404 || status_code = 410, bytes]", kAccess, true},
    {"neither", "[..., status_code = 403 || status_code = 410, bytes]", kAccess, false},
    {"both", "[..., status_code = 4* && status_code != 403, bytes]", kAccess, true},
    {"a number", "[..., bytes > 1000]", kAccess, true},
    {"a lower one", "[..., bytes > 2000]", kAccess, false},
    {"as a number", "[..., status = 404.0, bytes]", kAccess, true},
    {"a quoted number is a text", R"([..., status = "404", bytes])", kAccess, true},
    {"and no other", R"([..., status = "404.0", bytes])", kAccess, false},
    {"an ellipsis at the end", "[ip = 127.0.0.1, user, ...]", kAccess, true},
    {"an ellipsis within", "[ip = 127.*, ..., bytes = 1534]", kAccess, true},
    {"marks are taken off", R"([ip, user, name, time = "10/Oct/2000:13:25:15 -0700", ...])",
     kAccess, true},
    {"quoted ones too", R"([..., request = "GET /index.html HTTP/1.0", status, bytes])", kAccess,
     true},
    {"unnamed items hold a place", "[,,,,,status=404,]", kAccess, true},
    {"also behind a trailing comma", "[..., request=*.html*, status_code=4*,]", kAccess, true},
    {"nothing matches every line", "[]", kAccess, true},
    {"an empty one too", "[]", "", true},
    {"an ellipsis alone too", "[...]", "", true},
    {"the first word", "[w1=ERROR, w2]", "ERROR 09/25/2014 12:00:02 Failed to process", true},
    {"another first word", "[w1=ERROR, w2]", "INFO 09/25/2014 12:00:00 GET /service", false},
    {"the whole first word", "[w1=ERROR, w2]", "ERRORS all over", false},
    {"one word", "[w1=ERROR, w2]", "ERROR", true},
    {"either word", "[w1=ERROR || w1=WARNING, w2]", "WARNING 09/25/2014 Invalid", true},
    {"neither word", "[w1!=ERROR && w1!=WARNING, w2]", "INFO 09/25/2014 GET", true},
    {"not this one", "[w1!=ERROR && w1!=WARNING, w2]", "WARNING 09/25/2014 Invalid", false},
    {"the last item takes the rest", "[w1, rest = *process*]", "ERROR Failed to process it", true},
    {"as it stands there", R"([w1, rest = "Failed  to \"do\" it"])", R"(ERROR Failed  to "do" it )",
     true},
    {"without its marks when it is one column", "[w1, rest = \"two words\"]", R"(x "two words")",
     true},
    {"a line of Lambda", R"([timestamp=*Z, request_id="*-*", event])", kLambda, true},
    {"its event", R"([timestamp=*Z, request_id="*-*", event = *error*])", kLambda, true},
    {"another line of Lambda", R"([timestamp=*Z, request_id="*-*", event])",
     "START RequestId: 6d7a", false},
    {"missing columns fail their tests", "[a, b, c = 1]", "x y", false},
    {"even inequality", "[a, b, c != 1]", "x y", false},
    {"but are not asked for otherwise", "[a = x, b, c]", "x", true},
    {"missing before the end", "[..., a = x, b]", "y", false},
    {"no column twice", "[a = x, ..., b = x]", "x", false},
    {"many blanks are one", "[a, b = 2, c]", "1    2  3", true},
    {"blanks around", "[a = 1, b = 2]", "  1 2  ", true},
    {"an open bracket is a word", "[a = \"[INFO\", b]", "[INFO all is well", true},
    {"a mark within a column", R"([a = "[INFO]:", b])", "[INFO]: all is well", true},
    {"a text is no number", "[a > 1, b]", "x y", false},
    {"and unlike one", "[a != 1, b]", "x y", true},
    {"scientific", "[a < 1e3, b]", "999 y", true},
    {"parentheses", "[(a = 1 || a = 2) && a != 2, b]", "1 y", true},
    {"parentheses that exclude", "[(a = 1 || a = 2) && a != 2, b]", "2 y", false},
    {"an expression with a comma and a bracket", R"([a = %^[x,y]\]$%, b])", "y] z", true},
    {"an expression that must not be found", "[a != %^x%, b]", "yx z", true},
};

constexpr std::string_view kPlain = "Invalid filter pattern";
constexpr InvalidFilterCase kInvalidColumns[] = {
    {"a second name in an item",
     "[ip, user, username, timestamp, request, status_code = 4* && bytes > 1000]", kPlain},
    {"no end", "[a, b", "If a filter pattern starts with '[' it must end with ']'"},
    {"text behind it", "[a] b", "If a filter pattern starts with '[' it must end with ']'"},
    {"two ellipses", "[..., a, ...]", kPlain},
    {"no value", "[a =, b]", "Invalid character(s) in term ','"},
    {"no operator", "[a b, c]", kPlain},
    {"a value alone", R"(["a", b])", kPlain},
    {"a typographic quote", "[timestamp=*Z && request_id=“*-*“]",
     "Invalid character(s) in term '“'"},
    {"a slash", "[url=/index, b]", "Invalid character(s) in term '/'"},
    {"a test that is not", "[w1=!ERROR, w2]", "Invalid character(s) in term '!E'"},
    {"less than a text", "[a < b, c]", kPlain},
    {"three expressions", "[a=%x%, b=%y%, c=%z%]", kPlain},
    {"a bracket too many", "[a]]", "Invalid character(s) in term ']'"},
    {"an ellipsis with a test", "[... = 1, b]", kPlain},
};

TEST(DelimitedPattern, MatchesAsTheUserGuideSays) { expect_matches(kColumnCases); }
TEST(DelimitedPattern, RefusesInTheWordsOfAws) { expect_invalid(kInvalidColumns); }

std::map<std::string, std::string> columns_of(std::string_view pattern, std::string_view line) {
  return FilterPattern::compile(pattern)->extract(line);
}

TEST(DelimitedPattern, ExtractsColumnsByNameOrPlace) {
  EXPECT_THAT(
      columns_of("[..., request=*.html*, status_code=4*,]", kAccess),
      ElementsAre(Pair("$1", "127.0.0.1"), Pair("$2", "Prod"), Pair("$3", "frank"),
                  Pair("$4", "10/Oct/2000:13:25:15 -0700"), Pair("$7", "1534"),
                  Pair("$request", "GET /index.html HTTP/1.0"), Pair("$status_code", "404")));
  EXPECT_THAT(columns_of("[ip, user, ...]", "a b c"),
              ElementsAre(Pair("$3", "c"), Pair("$ip", "a"), Pair("$user", "b")));
  EXPECT_THAT(columns_of("[w1=ERROR, w2]", "ERROR Failed to do it"),
              ElementsAre(Pair("$w1", "ERROR"), Pair("$w2", "Failed to do it")));
  EXPECT_THAT(columns_of("[]", "a b"), ElementsAre(Pair("$1", "a b")));
  EXPECT_THAT(columns_of("[a, b, c]", "x"), ElementsAre(Pair("$a", "x")));
  EXPECT_THAT(columns_of("[a, ..., b]", "x"), ElementsAre(Pair("$a", "x")));
  EXPECT_THAT(columns_of("[a]", ""), IsEmpty());
}

}  // namespace
}  // namespace epitaph::logs
