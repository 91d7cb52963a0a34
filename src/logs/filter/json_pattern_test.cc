#include "logs/filter/json_pattern.h"

#include <thread>

#include <gmock/gmock.h>

#include "logs/filter/pattern_cases.h"

namespace epitaph::logs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// The example of the User Guide.
constexpr std::string_view kTrail =
    R"({"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111",
        "arrayKey": ["value", "another value"],
        "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
        "SomeObject": null, "ThisFlag": true, "OtherFlag": false, "cluster.name": "c"})";
constexpr std::string_view kUsers =
    R"({"user": {"id": 1, "email": "John.Stiles@example.com"},
        "users": [{"id": 2, "email": "John.Doe@example.com"},
                  {"id": 3, "email": "Jane.Doe@example.com"}],
        "actions": ["GET", "PUT", "DELETE"],
        "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]]})";

constexpr FilterCase kGuideCases[] = {
    {"a text", R"({ $.eventType = "UpdateTrail" })", kTrail, true},
    {"a prefix that it has not", "{ $.sourceIPAddress != 123.123.* }", kTrail, true},
    {"an element", R"({ $.arrayKey[0] = "value" })", kTrail, true},
    {"another element", R"({ $.arrayKey[1] = "value" })", kTrail, false},
    {"a member of an element", "{ $.objectList[1].id = 2 }", kTrail, true},
    {"an expression", "{ $.eventType = %Trail% }", kTrail, true},
    {"any element", "{ $.arrayKey[*] = %val.{2}% }", kTrail, true},
    {"any member", R"({ $.* = %111\.111\.111\.1[0-9]{1,2}% })", kTrail, true},
    {"a key with a dot", R"({ $.['cluster.name'] = "c" })", kTrail, true},
    {"null", "{ $.SomeObject IS NULL }", kTrail, true},
    {"not there", "{ $.SomeOtherObject NOT EXISTS }", kTrail, true},
    {"there", "{ $.SomeObject NOT EXISTS }", kTrail, false},
    {"true", "{ $.ThisFlag IS TRUE }", kTrail, true},
    {"false", "{ $.OtherFlag IS FALSE }", kTrail, true},
    {"both", R"({ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") })", kUsers, true},
    {"neither", R"({ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" })",
     kUsers, false},
    {"and binds tighter",
     R"({ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" })",
     kUsers, true},
    {"parentheses bind tightest",
     R"({ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" })",
     kUsers, false},
    {"an array has no value", "{ $.users = 1 }", R"({"users": [1, 2, 3]})", false},
    {"nor is it unequal", "{ $.users != 1 }", R"({"users": [1, 2, 3]})", false},
};

constexpr FilterCase kTextCases[] = {
    {"bare", "{ $.a = foo }", R"({"a": "foo"})", true},
    {"quoted", R"({ $.a = "foo" })", R"({"a": "foo"})", true},
    {"without blanks", R"({$.a="foo"&&$.b!=5})", R"({"a":"foo","b":6})", true},
    {"with many", "  {  $.a   =   foo  }  ", R"({"a": "foo"})", true},
    {"case counts", "{ $.a = foo }", R"({"a": "Foo"})", false},
    {"the whole text", "{ $.a = foo }", R"({"a": "foot"})", false},
    {"unequal", R"({ $.a != "foo" })", R"({"a": "bar"})", true},
    {"not unequal", R"({ $.a != "foo" })", R"({"a": "foo"})", false},
    {"begins", R"({ $.a = "fo*" })", R"({"a": "foot"})", true},
    {"ends", "{ $.a = *oot }", R"({"a": "foot"})", true},
    {"holds", R"({ $.a = "*oo*" })", R"({"a": "foot"})", true},
    {"does not begin", R"({ $.a = "oo*" })", R"({"a": "foot"})", false},
    {"does not end", R"({ $.a = "*oo" })", R"({"a": "foot"})", false},
    {"not unequal to what it begins with", R"({ $.a != "fo*" })", R"({"a": "foot"})", false},
    {"a star within is a star", "{ $.a = Ev*ent }", R"({"a": "EvXent"})", false},
    {"it is one", "{ $.a = Ev*ent }", R"({"a": "Ev*ent"})", true},
    {"a star alone is any value", "{ $.a = * }", R"({"a": "x"})", true},
    {"an empty text too", "{ $.a = * }", R"({"a": ""})", true},
    {"a number too", "{ $.a = * }", R"({"a": 0})", true},
    {"a boolean too", "{ $.a = * }", R"({"a": false})", true},
    {"null is none", "{ $.a = * }", R"({"a": null})", false},
    {"an object is none", "{ $.a = * }", R"({"a": {"b": 1}})", false},
    {"what is not there is none", "{ $.a = * }", R"({"b": 1})", false},
    {"nothing is unlike any value", "{ $.a != * }", R"({"a": "x"})", false},
    {"a quoted star likewise", R"({ $.a = "*" })", R"({"a": "x"})", true},
    {"what is not there is not equal", R"({ $.a = "x" })", R"({"b": "x"})", false},
    {"nor unequal", R"({ $.a != "x" })", R"({"b": "x"})", false},
    {"null is not equal", R"({ $.a = "null" })", R"({"a": null})", false},
    {"nor unequal either", R"({ $.a != "x" })", R"({"a": null})", false},
    {"a boolean by its name", "{ $.a = true }", R"({"a": true})", true},
    {"unlike its name", R"({ $.a != "true" })", R"({"a": false})", true},
    {"a text that reads so", "{ $.a = true }", R"({"a": "true"})", true},
    {"an empty text", R"({ $.a = "" })", R"({"a": ""})", true},
    {"unlike an empty text", R"({ $.a != "" })", R"({"a": "x"})", true},
    {"an escaped quote", R"({ $.a = "say \"hi\"" })", R"({"a": "say \"hi\""})", true},
    {"an escaped backslash", R"({ $.a = "C:\\x" })", R"({"a": "C:\\x"})", true},
    {"an escape in the message", R"({ $.a = "foo" })", R"({"a": "\u0066oo"})", true},
    {"a slash that is escaped", R"({ $.a = "x/y" })", R"({"a": "x\/y"})", true},
    {"a line feed that is escaped", R"({ $.a = %a\sb% })", R"({"a": "a\nb"})", true},
    {"a pair of surrogates", R"({ $.a = "💥" })", R"({"a": "\ud83d\udca5"})", true},
    {"other languages", R"({ $.a = "Größe" })", R"({"a": "Größe"})", true},
    {"an expression", R"({ $.a = %^5\d\d$% })", R"({"a": "503"})", true},
    {"that is not found", R"({ $.a = %^5\d\d$% })", R"({"a": "5033"})", false},
    {"that must not be found", R"({ $.a != %^5% })", R"({"a": "403"})", true},
    {"that is", R"({ $.a != %^5% })", R"({"a": "503"})", false},
    {"on what is not there", R"({ $.a != %^5% })", R"({"b": "503"})", false},
    {"on a number", R"({ $.a = %^5\d\d$% })", R"({"a": 503})", true},
    {"a brace in it", "{ $.a = %x{2}% }", R"({"a": "xx"})", true},
    {"a brace in a text", R"({ $.a = "}" })", R"({"a": "}"})", true},
    {"and-signs in a text", R"({ $.a = "x && y" })", R"({"a": "x && y"})", true},
};

constexpr FilterCase kNumberCases[] = {
    {"equal", "{ $.n = 400 }", R"({"n": 400})", true},
    {"as a number", "{ $.n = 400 }", R"({"n": 4e2})", true},
    {"with decimals", "{ $.n = 400 }", R"({"n": 400.0})", true},
    {"written with an exponent", "{ $.n = 1e3 }", R"({"n": 1000})", true},
    {"with a sign in it", "{ $.n[0] = 1e+3 }", R"({"n": [1000]})", true},
    {"a small one", "{ $.n[0] != 1e-3 }", R"({"n": [0.001]})", false},
    {"with a plus", "{ $.n > +1000 }", R"({"n": 1001})", true},
    {"negative", "{ $.n < -5 }", R"({"n": -5.5})", true},
    {"a fraction", "{ $.n <= 55.5 }", R"({"n": 55.5})", true},
    {"greater", "{ $.n > 75 }", R"({"n": 75})", false},
    {"at least", "{ $.n >= 60 }", R"({"n": 60})", true},
    {"less", "{ $.n < 50 }", R"({"n": 49.9})", true},
    {"at most", "{ $.n <= 5 }", R"({"n": 6})", false},
    {"unequal", "{ $.n != 500 }", R"({"n": 404})", true},
    {"not unequal as a number", "{ $.n != 500 }", R"({"n": 5e2})", false},
    {"not greater when it is not there", "{ $.n > 1 }", R"({"m": 2})", false},
    {"a text is no number", "{ $.n > 4 }", R"({"n": "5"})", false},
    {"but may read like one", "{ $.n = 400 }", R"({"n": "400"})", true},
    {"as it is written", "{ $.n = 400 }", R"({"n": "400.0"})", false},
    {"a number's own text", R"({ $.n = "400" })", R"({"n": 400})", true},
    {"a text of another number", R"({ $.n = "400" })", R"({"n": 4e2})", false},
    {"wildcards on numbers", "{ $.n = 4* }", R"({"n": 404})", true},
    {"other numbers", "{ $.n = 4* }", R"({"n": 504})", false},
    {"no wildcard hits", "{ $.n != 4* }", R"({"n": 504})", true},
    {"a boolean is no number", "{ $.n >= 0 }", R"({"n": true})", false},
    {"null is no number", "{ $.n >= 0 }", R"({"n": null})", false},
    {"a huge number", "{ $.n > 1e300 }", R"({"n": 1e400})", true},
    {"zero has no sign", "{ $.n = 0 }", R"({"n": -0.0})", true},
    {"an integer of twenty digits", "{ $.n > 9 }", R"({"n": 12345678901234567890123})", true},
};

constexpr FilterCase kSelectorCases[] = {
    {"a hyphen", R"({ $.detail-type = "x" })", R"({"detail-type": "x"})", true},
    {"an underscore and digits", "{ $.a_1.b2 = 1 }", R"({"a_1": {"b2": 1}})", true},
    {"deep", "{ $.a.b.c.d = 1 }", R"({"a": {"b": {"c": {"d": 1}}}})", true},
    {"the dotted key is not the path", "{ $.a.b = 1 }", R"({"a.b": 1})", false},
    {"but this is", "{ $.x.['a.b'].c = 1 }", R"({"x": {"a.b": {"c": 1}}})", true},
    {"a key with a blank and a quote", R"({ $.['it\'s me'] = 1 })", R"({"it's me": 1})", true},
    {"a key with a double quote", R"({ $.['a"b'] = 1 })", R"({"a\"b": 1})", true},
    {"a key that is escaped", "{ $.key = 1 }", R"({"\u006bey": 1})", true},
    {"a key that begins alike", "{ $.key = 1 }", R"({"keys": 1})", false},
    {"an element of an element", "{ $.a[1][2].b = 1 }", R"({"a": [0, [0, 0, {"b": 1}]]})", true},
    {"no such element", "{ $.a[2] = 1 }", R"({"a": [1, 1]})", false},
    {"an index into an object", "{ $.a[0] = 1 }", R"({"a": {"0": 1}})", false},
    {"a name in an array", "{ $.a.b = 1 }", R"({"a": [{"b": 1}]})", false},
    {"any element's member", "{ $.a[*].b = 2 }", R"({"a": [{"b": 1}, {"b": 2}]})", true},
    {"of none", "{ $.a[*].b = 3 }", R"({"a": [{"b": 1}, {"b": 2}]})", false},
    {"any is unequal", "{ $.a[*] != 1 }", R"({"a": [1, 2]})", true},
    {"none is unequal", "{ $.a[*] != 1 }", R"({"a": [1, 1]})", false},
    {"none in an empty array", "{ $.a[*] != 1 }", R"({"a": []})", false},
    {"any is null", "{ $.d[*] IS NULL }", R"({"d": [1, null]})", true},
    {"any member's member", "{ $.*.b = 2 }", R"({"x": {"b": 1}, "y": {"b": 2}})", true},
    {"any member of a member", "{ $.a.* = 2 }", R"({"a": {"x": 1, "y": 2}})", true},
    {"only of that level", "{ $.* = 2 }", R"({"a": {"x": 2}})", false},
    {"a name beside any", "{ $.a = 1 && $.* = 2 }", R"({"a": 1, "b": 2})", true},
    {"the same value for both", "{ $.a = 1 && $.* = 1 }", R"({"a": 1})", true},
    {"paths beside any", "{ $.a.b = 1 && $.*.b = 1 && $.a.* = 1 }", R"({"a": {"b": 1}})", true},
    {"an index beside any", "{ $.a[0] = 1 && $.a[*] = 2 }", R"({"a": [1, 2]})", true},
    {"a value that is also on a path", "{ $.a NOT EXISTS || $.a.b = 1 }", R"({"a": {"b": 1}})",
     true},
    {"nothing there under any", "{ $.a[*].b NOT EXISTS }", R"({"a": [{"c": 1}]})", true},
    {"something there under any", "{ $.a[*].b NOT EXISTS }", R"({"a": [{}, {"b": 1}]})", false},
    {"an object is there", "{ $.a NOT EXISTS }", R"({"a": {}})", false},
    {"states in lower case", "{ $.a is null || $.b not exists }", R"({"a": 1})", true},
    {"null is not the text", "{ $.a IS NULL }", R"({"a": "null"})", false},
    {"nor absent", "{ $.a IS NULL }", "{}", false},
    {"true is not the text", "{ $.a IS TRUE }", R"({"a": "true"})", false},
    {"the last of equal members counts", "{ $.a = 2 }", R"({"a": 1, "a": 2})", true},
    {"and no other", "{ $.a = 1 }", R"({"a": 1, "a": 2})", false},
    {"in depth", "{ $.a.b = 1 }", R"({"a": {"b": 1}, "x": 0, "a": {"c": 1}})", false},
    {"in elements", "{ $.a[*].b = 1 }", R"({"a": [{"b": 1, "b": 2}, {"b": 1}]})", true},
    {"the same selector twice", "{ $.n > 1 && $.n < 3 }", R"({"n": 2})", true},
};

constexpr FilterCase kMessageCases[] = {
    {"no JSON", "{ $.a NOT EXISTS }", "plain text", false},
    {"nothing", "{ $.a NOT EXISTS }", "", false},
    {"an empty object", "{ $.a NOT EXISTS }", "{}", true},
    {"an array", "{ $.a NOT EXISTS }", "[1]", false},
    {"a number", "{ $.a NOT EXISTS }", "5", false},
    {"blanks around", "{ $.a = 1 }", " \n{\"a\": 1}\n", true},
    {"text before it", "{ $.a = 1 }", R"(INFO {"a": 1})", false},
    {"text behind it", "{ $.a = 1 }", R"({"a": 1} x)", false},
    {"another object behind it", "{ $.a = 1 }", R"({"a": 1}{"a": 1})", false},
    {"cut off", "{ $.a = 1 }", R"({"a": 1, "b": )", false},
    {"a comma too many", "{ $.a = 1 }", R"({"a": 1,})", false},
    {"single quotes", "{ $.a = 1 }", "{'a': 1}", false},
    {"broken where nobody looks", "{ $.a = 1 }", R"({"a": 1, "b": nope})", false},
    {"a broken escape where nobody looks", "{ $.a = 1 }", R"({"a": 1, "b": "\q"})", false},
    {"a line feed in a text", "{ $.a = 1 }", "{\"a\": 1, \"b\": \"x\ny\"}", false},
    {"a number that is none", "{ $.a = 1 }", R"({"a": 1, "b": 01})", false},
    {"invalid UTF-8", "{ $.a = 1 }", "{\"a\": 1, \"b\": \"\xff\"}", false},
};

constexpr FilterCase kPrecedenceCases[] = {
    {"or of ands", "{ $.a = 1 && $.b = 1 || $.c = 1 && $.d = 1 }", R"({"c": 1, "d": 1})", true},
    {"neither and", "{ $.a = 1 && $.b = 1 || $.c = 1 && $.d = 1 }", R"({"a": 1, "d": 1})", false},
    {"three ors", "{ $.a = 1 || $.b = 1 || $.c = 1 }", R"({"c": 1})", true},
    {"three ands", "{ $.a = 1 && $.b = 1 && $.c = 1 }", R"({"a": 1, "b": 1})", false},
    {"parentheses within parentheses", "{ ((($.a = 1)) && (($.b = 1 || ($.c = 1)))) }",
     R"({"a": 1, "c": 1})", true},
    {"needles of an or", R"({ $.a = "needle" || $.b = "hay*" })", R"({"b": "haystack"})", true},
    {"needles of an and", R"({ $.a = "needle" && $.b = "hay*" })", R"({"a": "needle"})", false},
    {"no needle beside an absence", R"({ $.a = "needle" || $.b NOT EXISTS })", R"({"c": 1})", true},
};

constexpr std::string_view kNoPattern = "Invalid filter pattern";
constexpr InvalidFilterCase kInvalidJson[] = {
    {"no end", "{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"},
    {"an early end", "{ $.a = 1 } x", "If a filter pattern starts with '{' it must end with '}'"},
    {"nothing in it", "{}", kNoPattern},
    {"blanks in it", "{ }", kNoPattern},
    {"a quoted key", R"({ $."detail-type" = "x" })", R"(Invalid character(s) in term '$."')"},
    {"a key that cannot be", "{ $.@timestamp = 1 }", "Invalid character(s) in term '$.@'"},
    {"no dot", "{ $a = 1 }", "Invalid character(s) in term '$a'"},
    {"no name", "{ $. = 1 }", "Invalid character(s) in term '$. '"},
    {"an index that is none", "{ $.a[x] = 1 }", "Invalid character(s) in term '$.a[x'"},
    {"an index without an end", "{ $.a[1 = 1 }", "Invalid character(s) in term '$.a[1 '"},
    {"a negative index", "{ $.a[-1] = 1 }", "Invalid character(s) in term '$.a[-'"},
    {"a comma", "{ $.a = 1, $.b = 2 }", "Invalid character(s) in term ','"},
    {"a colon", "{ $.a : 1 }", "Invalid character(s) in term ':'"},
    {"a bare value with a colon", "{ $.a = 10:30 }", "Invalid character(s) in term ':'"},
    {"a bare value with an at sign", "{ $.a = foo@bar }", "Invalid character(s) in term '@'"},
    {"a bare value with a slash", "{ $.a = a/b }", "Invalid character(s) in term '/'"},
    {"a bare value with a hyphen", "{ $.a = us-east-1 }", "Invalid character(s) in term '-e'"},
    {"a bare value of other letters", "{ $.a = ö }", "Invalid character(s) in term 'ö'"},
    {"single quotes", "{ $.a = 'x' }", "Invalid character(s) in term '''"},
    {"one and-sign", "{ $.a = 1 & $.b = 1 }", "Invalid character(s) in term '& '"},
    {"one bar", "{ $.a = 1 |$.b = 1 }", "Invalid character(s) in term '|$'"},
    {"an exclamation mark", "{ !$.a = 1 }", "Invalid character(s) in term '!$'"},
    {"no value", "{ $.a = }", kNoPattern},
    {"no test", "{ $.a }", kNoPattern},
    {"no selector", "{ a = 1 }", kNoPattern},
    {"two equals signs", "{ $.a == 1 }", kNoPattern},
    {"two values", "{ $.a = foo bar }", kNoPattern},
    {"an and that ends it", "{ $.a = 1 && }", kNoPattern},
    {"two ands", "{ $.a = 1 && && $.b = 1 }", kNoPattern},
    {"no joint", "{ $.a = 1 $.b = 1 }", kNoPattern},
    {"an open parenthesis", "{ ($.a = 1 }", kNoPattern},
    {"a parenthesis too many", "{ $.a = 1) }", kNoPattern},
    {"less than a text", "{ $.a < foo }", kNoPattern},
    {"less than a quoted number", R"({ $.a < "5" })", kNoPattern},
    {"greater than a wildcard", "{ $.a >= 5* }", kNoPattern},
    {"less than an expression", "{ $.a < %5% }", kNoPattern},
    {"EXISTS", "{ $.a EXISTS }", kNoPattern},
    {"IS NOT", "{ $.a IS NOT NULL }", kNoPattern},
    {"IS a text", "{ $.a IS foo }", kNoPattern},
    {"NOT alone", "{ $.a NOT NULL }", kNoPattern},
    {"two wildcards in a selector", "{ $.a[*].b[*] = 1 }", kNoPattern},
    {"four wildcards", "{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }", kNoPattern},
    {"three expressions", "{ $.a = %x% && $.b = %y% && $.c = %z% }", kNoPattern},
    {"an expression with parentheses", "{ $.a = %(x)% }", "Invalid character(s) in term '%('"},
};

TEST(JsonPattern, MatchesTheExamplesOfTheUserGuide) { expect_matches(kGuideCases); }
TEST(JsonPattern, ComparesTexts) { expect_matches(kTextCases); }
TEST(JsonPattern, ComparesNumbersAsNumbers) { expect_matches(kNumberCases); }
TEST(JsonPattern, FollowsSelectors) { expect_matches(kSelectorCases); }
TEST(JsonPattern, MatchesOnlyWhatIsJson) { expect_matches(kMessageCases); }
TEST(JsonPattern, JoinsTests) { expect_matches(kPrecedenceCases); }
TEST(JsonPattern, RefusesInTheWordsOfAws) { expect_invalid(kInvalidJson); }

TEST(JsonPattern, TakesThreeWildcardsAndTwoExpressions) {
  const FilterCase cases[] = {
      {"wildcards", "{ $.a[*] = 1 || $.b[*] = 1 || $.* = 2 }", R"({"c": 2})", true},
      {"expressions", "{ $.a = %x% && $.b = %y% }", R"({"a": "x", "b": "y"})", true},
  };
  expect_matches(cases);
}

TEST(JsonPattern, BoundsNesting) {
  const auto nested = [](int depth) {
    return "{" + std::string(static_cast<std::size_t>(depth), '(') + "$.a=1" +
           std::string(static_cast<std::size_t>(depth), ')') + "}";
  };
  EXPECT_TRUE(FilterPattern::compile(nested(kNestingMax)));
  EXPECT_FALSE(FilterPattern::compile(nested(kNestingMax + 1)));
}

TEST(JsonPattern, ExtractsTheValueOfEachSelector) {
  const auto extract = [](std::string_view pattern, std::string_view message) {
    return FilterPattern::compile(pattern)->extract(message);
  };
  EXPECT_THAT(extract(R"({ $.eventType = "Update*" && $.objectList[1].id = 2 })", kTrail),
              ElementsAre(Pair("$.eventType", "UpdateTrail"), Pair("$.objectList[1].id", "2")));
  EXPECT_THAT(extract("{ $.a[*] > 1 }", R"({"a": [1, 2]})"), ElementsAre(Pair("$.a[*]", "1")));
  EXPECT_THAT(extract(R"({ $.t = "a*" || $.b IS TRUE })", R"({"t": "a\"b", "b": true})"),
              ElementsAre(Pair("$.b", "true"), Pair("$.t", "a\"b")));
  EXPECT_THAT(extract("{ $.gone NOT EXISTS || $.none IS NULL }", R"({"none": null})"), IsEmpty());
}

TEST(JsonPattern, MatchesFromManyThreadsAtOnce) {
  const auto pattern = FilterPattern::compile(R"({ $.n >= 500 && $.t = "web*" })");
  ASSERT_TRUE(pattern);
  std::atomic<int> matched = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) {
        const auto message = R"({"t": "web)" + std::string(static_cast<std::size_t>(n), 'x') +
                             R"(", "n": )" + std::to_string(n) + "}";
        if (pattern->matches(message)) ++matched;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(matched, 4 * 500);
}

}  // namespace
}  // namespace epitaph::logs
