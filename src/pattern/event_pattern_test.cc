#include "pattern/event_pattern.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

struct MatchCase {
  std::string_view name, pattern, event;
  bool matches;
};

void expect_all(std::span<const MatchCase> cases) {
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto pattern = EventPattern::compile(c.pattern);
    ASSERT_TRUE(pattern) << pattern.error().message;
    EXPECT_EQ(pattern->matches(c.event), c.matches);
  }
}

TEST(EventPattern, MatchesAsTheUserGuideSays) {
  constexpr MatchCase kCases[] = {
      {"a literal", R"({"source": ["aws.ecs"]})", R"({"source": "aws.ecs"})", true},
      {"every leaf must", R"({"source": ["a"], "region": ["r"]})", R"({"source": "a"})", false},
      {"any entry does", R"({"a": ["x", "y"]})", R"({"a": "y"})", true},
      {"keys mind case", R"({"a": ["x"]})", R"({"A": "x"})", false},
      {"values mind case", R"({"a": ["x"]})", R"({"a": "X"})", false},
      {"other keys are ignored", R"({"a": ["x"]})", R"({"a": "x", "b": "z"})", true},
      {"a number is not its text", R"({"exitCode": [137]})", R"({"exitCode": "137"})", false},
      {"text is not a number", R"({"exitCode": ["137"]})", R"({"exitCode": 137})", false},
      {"a boolean", R"({"a": [true]})", R"({"a": true})", true},
      {"another boolean", R"({"a": [true]})", R"({"a": false})", false},
      {"a boolean is not its text", R"({"a": [true]})", R"({"a": "true"})", false},
      {"null", R"({"a": [null]})", R"({"a": null})", true},
      {"null is not absent", R"({"a": [null]})", R"({})", false},
      {"null is not empty", R"({"a": [null]})", R"({"a": ""})", false},
      {"empty is not null", R"({"a": [""]})", R"({"a": null})", false},
      {"empty", R"({"a": [""]})", R"({"a": ""})", true},
      {"one element of an array", R"({"ids": ["b"]})", R"({"ids": ["a", "b"]})", true},
      {"none of an empty array", R"({"ids": ["b"]})", R"({"ids": []})", false},
      {"an array in an array", R"({"ids": ["b"]})", R"({"ids": ["a", ["x", ["b"]]]})", true},
      {"an object is no value", R"({"a": ["x"]})", R"({"a": {"x": "x"}})", false},
      {"a value is no object", R"({"a": {"b": ["x"]}})", R"({"a": "x"})", false},
      {"a dotted key in the pattern", R"({"a.b": ["x"]})", R"({"a": {"b": "x"}})", true},
      {"a dotted key in the event", R"({"a": {"b": ["x"]}})", R"({"a.b": "x"})", true},
      {"an empty key", R"({"": {"": ["x"]}})", R"({"": {"": "x"}})", true},
      {"an empty key is a step", R"({"": {"a": ["x"]}})", R"({"a": "x"})", false},
      {"an escaped key", R"({"\u00e9": ["x"]})", R"({"é": "x"})", true},
      {"an escaped pair", R"({"a": ["\ud83d\ude00"]})", R"({"a": "😀"})", true},
      {"not normalized", R"({"a": ["\u00e9"]})", R"({"a": "e\u0301"})", false},
      {"escapes", R"({"a": ["\"\\\/\b\f\n\r\t"]})",
       R"({"a": "\u0022\u005c/\u0008\u000c\u000a\u000d\u0009"})", true},
  };
  expect_all(kCases);
}

TEST(EventPattern, KnowsEveryOperator) {
  constexpr MatchCase kCases[] = {
      {"exists", R"({"a": [{"exists": true}]})", R"({"a": 0})", true},
      {"null exists", R"({"a": [{"exists": true}]})", R"({"a": [null]})", true},
      {"an object does not", R"({"a": [{"exists": true}]})", R"({"a": {"b": 1}})", false},
      {"an empty array does not", R"({"a": [{"exists": true}]})", R"({"a": [[]]})", false},
      {"absent", R"({"a": [{"exists": false}]})", R"({})", true},
      {"absent with its parents", R"({"a": {"b": [{"exists": false}]}})", R"({})", true},
      {"an object is absent", R"({"a": [{"exists": false}]})", R"({"a": {"b": 1}})", true},
      {"an empty array is absent", R"({"a": [{"exists": false}]})", R"({"a": []})", true},
      {"not absent", R"({"a": [{"exists": false}]})", R"({"a": null})", false},
      {"absent or", R"({"a": ["x", {"exists": false}]})", R"({"a": "x"})", true},
      {"absent or, neither", R"({"a": ["x", {"exists": false}]})", R"({"a": "y"})", false},
      {"prefix", R"({"stopCode": [{"prefix": "Task"}]})", R"({"stopCode": "TaskFailed"})", true},
      {"prefix, all of it", R"({"a": [{"prefix": "xy"}]})", R"({"a": "xy"})", true},
      {"prefix, too short", R"({"a": [{"prefix": "xy"}]})", R"({"a": "x"})", false},
      {"prefix, empty", R"({"a": [{"prefix": ""}]})", R"({"a": ""})", true},
      {"prefix, a number", R"({"a": [{"prefix": "1"}]})", R"({"a": 12})", false},
      {"prefix, any case", R"({"a": [{"prefix": {"equals-ignore-case": "sErV"}}]})",
       R"({"a": "Service"})", true},
      {"suffix", R"({"a": [{"suffix": ".png"}]})", R"({"a": "x.png"})", true},
      {"suffix, not", R"({"a": [{"suffix": ".png"}]})", R"({"a": "x.PNG"})", false},
      {"suffix, any case", R"({"a": [{"suffix": {"equals-ignore-case": ".pNg"}}]})",
       R"({"a": "x.PnG"})", true},
      {"any case", R"({"a": [{"equals-ignore-case": "alice"}]})", R"({"a": "ALICE"})", true},
      {"any case, all of it", R"({"a": [{"equals-ignore-case": "ali"}]})", R"({"a": "ALICE"})",
       false},
      {"any case, a number", R"({"a": [{"equals-ignore-case": "1"}]})", R"({"a": 1})", false},
      {"wildcard", R"({"a": [{"wildcard": "a*c"}]})", R"({"a": "abbc"})", true},
      {"wildcard, escaped", R"({"a": [{"wildcard": "a\\*c"}]})", R"({"a": "a*c"})", true},
      {"wildcard, a number", R"({"a": [{"wildcard": "*"}]})", R"({"a": 1})", false},
      {"exactly", R"({"a": [{"exactly": "x"}]})", R"({"a": "x"})", true},
      {"exactly means the text", R"({"a": [{"exactly": "10.0.0.1"}]})", R"({"a": "10.0.0.01"})",
       false},
      {"cidr", R"({"a": [{"cidr": "10.0.0.0/24"}]})", R"({"a": "10.0.0.255"})", true},
      {"cidr, outside", R"({"a": [{"cidr": "10.0.0.0/24"}]})", R"({"a": "10.0.1.0"})", false},
      {"cidr, no address", R"({"a": [{"cidr": "0.0.0.0/0"}]})", R"({"a": "x"})", false},
      {"cidr, other family", R"({"a": [{"cidr": "0.0.0.0/0"}]})", R"({"a": "::1"})", false},
      {"an address", R"({"a": ["2001:db8::1"]})", R"({"a": "2001:0DB8:0:0:0:0:0:1"})", true},
      {"an address with zeros", R"({"a": ["10.0.0.1"]})", R"({"a": "10.0.0.01"})", true},
      {"an address, mapped", R"({"a": ["10.0.0.1"]})", R"({"a": "::ffff:a00:1"})", true},
      {"no address", R"({"a": ["10.0.0.300"]})", R"({"a": "10.0.0.300"})", true},
      {"numeric =", R"({"a": [{"numeric": ["=", 300]}]})", R"({"a": 3.0e2})", true},
      {"numeric <, at the bound", R"({"a": [{"numeric": ["<", 5]}]})", R"({"a": 5})", false},
      {"numeric <=, at the bound", R"({"a": [{"numeric": ["<=", 5]}]})", R"({"a": 5})", true},
      {"numeric >, at the bound", R"({"a": [{"numeric": [">", 5]}]})", R"({"a": 5})", false},
      {"numeric >=, at the bound", R"({"a": [{"numeric": [">=", 5]}]})", R"({"a": 5})", true},
      {"numeric range", R"({"a": [{"numeric": [">", -0.5, "<", 0.5]}]})", R"({"a": 0.25})", true},
      {"numeric range, outside", R"({"a": [{"numeric": [">", 1, "<=", 5]}]})", R"({"a": 5.1})",
       false},
      {"numeric, text", R"({"a": [{"numeric": [">", 1]}]})", R"({"a": "2"})", false},
      {"numeric, incomparable", R"({"a": [{"numeric": [">", 1]}]})", R"({"a": 9007199254740993})",
       false},
  };
  expect_all(kCases);
}

TEST(EventPattern, TakesAnythingButWhatItSays) {
  constexpr MatchCase kCases[] = {
      {"another string", R"({"a": [{"anything-but": "x"}]})", R"({"a": "y"})", true},
      {"the string", R"({"a": [{"anything-but": "x"}]})", R"({"a": "x"})", false},
      {"a list", R"({"a": [{"anything-but": ["x", "y"]}]})", R"({"a": "y"})", false},
      {"the number", R"({"a": [{"anything-but": [1, 2]}]})", R"({"a": 2.0})", false},
      {"another number", R"({"a": [{"anything-but": 1}]})", R"({"a": 2})", true},
      {"an incomparable number", R"({"a": [{"anything-but": 1}]})", R"({"a": 9007199254740993})",
       true},
      {"a number for strings", R"({"a": [{"anything-but": "1"}]})", R"({"a": 1})", true},
      {"a string for numbers", R"({"a": [{"anything-but": 1}]})", R"({"a": "1"})", true},
      {"null", R"({"a": [{"anything-but": "x"}]})", R"({"a": null})", true},
      {"true", R"({"a": [{"anything-but": "x"}]})", R"({"a": true})", true},
      {"the field must be there", R"({"a": [{"anything-but": "x"}]})", R"({})", false},
      {"an empty array is not there", R"({"a": [{"anything-but": "x"}]})", R"({"a": []})", false},
      {"an object is not there", R"({"a": [{"anything-but": "x"}]})", R"({"a": {}})", false},
      {"any element", R"({"a": [{"anything-but": "x"}]})", R"({"a": ["x", "y"]})", true},
      {"addresses are text", R"({"a": [{"anything-but": "10.0.0.1"}]})", R"({"a": "10.0.0.01"})",
       true},
      {"prefix", R"({"a": [{"anything-but": {"prefix": "x"}}]})", R"({"a": "xy"})", false},
      {"prefixes", R"({"a": [{"anything-but": {"prefix": ["x", "y"]}}]})", R"({"a": "zy"})", true},
      {"suffix", R"({"a": [{"anything-but": {"suffix": "x"}}]})", R"({"a": "yx"})", false},
      {"suffix of a number", R"({"a": [{"anything-but": {"suffix": "1"}}]})", R"({"a": 1})", true},
      {"any case", R"({"a": [{"anything-but": {"equals-ignore-case": ["x"]}}]})", R"({"a": "X"})",
       false},
      {"wildcard", R"({"a": [{"anything-but": {"wildcard": ["*x*", "*y"]}}]})", R"({"a": "axb"})",
       false},
      {"wildcard, else", R"({"a": [{"anything-but": {"wildcard": "*/lib/*"}}]})",
       R"({"a": "/bin/x"})", true},
  };
  expect_all(kCases);
}

TEST(EventPattern, ComparesNumbersByValue) {
  constexpr MatchCase kCases[] = {
      {"the same value", R"({"a": [300]})", R"({"a": 3.0e2})", true},
      {"zero has no sign", R"({"a": [-0]})", R"({"a": 0.0})", true},
      {"a fraction", R"({"a": [0.1]})", R"({"a": 1e-1})", true},
      {"another value", R"({"a": [300]})", R"({"a": 300.1})", false},
      {"incomparable, spelled alike", R"({"a": [9007199254740993]})", R"({"a": 9007199254740993})",
       true},
      {"incomparable, spelled else", R"({"a": [9007199254740993]})", R"({"a": 9007199254740993.0})",
       false},
      {"not the nearest double", R"({"a": [9007199254740992]})", R"({"a": 9007199254740993})",
       false},
      {"beyond doubles", R"({"a": [1e400]})", R"({"a": 1e400})", true},
  };
  expect_all(kCases);
}

TEST(EventPattern, KeepsToOneElementOfAnArray) {
  constexpr MatchCase kCases[] = {
      {"one element is both", R"({"c": {"n": ["app"], "x": [137]}})",
       R"({"c": [{"n": "web", "x": 1}, {"n": "app", "x": 137}]})", true},
      {"two elements are not", R"({"c": {"n": ["app"], "x": [137]}})",
       R"({"c": [{"n": "app", "x": 1}, {"n": "web", "x": 137}]})", false},
      {"at every level", R"({"a": {"b": {"x": [1], "y": [2]}}})",
       R"({"a": [{"b": [{"x": 1}, {"y": 2}]}, {"b": [{"x": 1, "y": 2}]}]})", true},
      {"at the outer level", R"({"a": {"b": {"x": [1]}, "y": [2]}})",
       R"({"a": [{"b": [{"x": 1}]}, {"y": 2}]})", false},
      {"in nested arrays", R"({"a": {"x": [1], "y": [2]}})", R"({"a": [[{"x": 1}], [{"y": 2}]]})",
       false},
      {"arrays are independent", R"({"a": {"x": [1]}, "b": {"y": [2]}})",
       R"({"a": [{}, {"x": 1}], "b": [{"y": 2}]})", true},
      {"a scalar element is free", R"({"a": ["x"], "a.b": [1]})", R"({"a": ["x", {"b": 1}]})",
       true},
      {"goes back for what comes later", R"({"a": {"x": [1], "y": [2], "z": [3]}})",
       R"({"a": [{"x": 1}, {"x": 1, "y": 2}, {"x": 1, "y": 2, "z": 3}]})", true},
      {"two arrays of one path", R"({"a": {"x": [1], "y": [2]}})",
       R"({"a": [{"x": 1}], "a": [{"y": 2}]})", true},
  };
  expect_all(kCases);
}

TEST(EventPattern, JudgesAnAbsenceByTheFieldsBeforeIt) {
  constexpr MatchCase kCases[] = {
      {"before the others: from all", R"({"a": {"b": [{"exists": false}], "c": [1]}})",
       R"({"a": [{"b": 1}, {"c": 1}]})", false},
      {"after the others: from the chosen", R"({"a": {"b": [1], "c": [{"exists": false}]}})",
       R"({"a": [{"b": 1}, {"c": 1}]})", true},
      {"in the chosen", R"({"a": {"b": [1], "c": [{"exists": false}]}})",
       R"({"a": [{"b": 1, "c": 1}]})", false},
      {"another may be chosen", R"({"a": {"b": [1], "c": [{"exists": false}]}})",
       R"({"a": [{"b": 1, "c": 1}, {"b": 1}]})", true},
      {"the order is of paths, not of the text", R"({"a": {"c": [{"exists": false}], "b": [1]}})",
       R"({"a": [{"b": 1}, {"c": 1}]})", true},
      {"surrogates come before U+FFFF", R"({"a": {"\uffff": [{"exists": false}], "😀": [1]}})",
       R"({"a": [{"😀": 1}, {"\uffff": 1}]})", true},
  };
  expect_all(kCases);
}

TEST(EventPattern, TakesOneBranchOfOr) {
  constexpr MatchCase kCases[] = {
      {"the first", R"({"$or": [{"a": [1]}, {"b": [2]}]})", R"({"a": 1})", true},
      {"the second", R"({"$or": [{"a": [1]}, {"b": [2]}]})", R"({"b": 2})", true},
      {"none", R"({"$or": [{"a": [1]}, {"b": [2]}]})", R"({"a": 2, "b": 1})", false},
      {"beside it", R"({"$or": [{"a": [1]}, {"b": [2]}], "c": [3]})", R"({"a": 1})", false},
      {"and inside a branch", R"({"$or": [{"a": [1], "c": [3]}, {"b": [2]}]})", R"({"a": 1})",
       false},
      {"below", R"({"d": {"$or": [{"a": [1]}, {"b": {"c": [2]}}]}})", R"({"d": {"b": {"c": 2}}})",
       true},
      {"nested", R"({"$or": [{"a": [1]}, {"$or": [{"b": [2]}, {"c": [3]}]}]})", R"({"c": 3})",
       true},
      {"two of them",
       R"({"$or": [{"a": [1]}, {"b": [2]}], "d": {"$or": [{"x": [1]}, {"y": [2]}]}})",
       R"({"b": 2, "d": {"x": 1}})", true},
      {"last written: the branch", R"({"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]})",
       R"({"a": "2"})", true},
      {"last written: not the outer", R"({"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]})",
       R"({"a": "1"})", false},
      {"last written: both", R"({"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]})",
       R"({"a": "1", "b": "3"})", true},
      {"a field of strings", R"({"$or": ["a"]})", R"({"$or": "a"})", true},
      {"a field below", R"({"$or": {"a": ["b"]}})", R"({"$or": {"a": "b"}})", true},
      {"a field of operators", R"({"$or": [{"prefix": "a"}, {"suffix": "b"}]})", R"({"$or": "ax"})",
       true},
  };
  expect_all(kCases);
}

TEST(EventPattern, TakesRepeatedKeysAsAwsDoes) {
  constexpr MatchCase kCases[] = {
      {"the last leaf wins", R"({"a": [1], "a": [2]})", R"({"a": 2})", true},
      {"the first is gone", R"({"a": [1], "a": [2]})", R"({"a": 1})", false},
      {"a dotted key is the same leaf", R"({"a": {"b": [1]}, "a.b": [2]})", R"({"a": {"b": 2}})",
       true},
      {"objects add up", R"({"a": {"b": [1]}, "a": {"c": [2]}})", R"({"a": {"c": 2}})", false},
      {"a leaf and an object", R"({"a": [1], "a": {"b": [2]}})", R"({"a": {"b": 2}})", false},
      {"the event's both values count", R"({"a": [1], "b": [1]})", R"({"a": 1, "a": 2, "b": 1})",
       true},
  };
  expect_all(kCases);
}

TEST(EventPattern, MatchesNoTextThatIsNoObject) {
  const auto pattern = EventPattern::compile(R"({"a": [{"exists": false}]})");
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->matches("{}"));
  for (const std::string_view event :
       {"", "[]", "1", "{", R"({"b": })", "{} {}", "{\"b\": \"\xff\"}"}) {
    EXPECT_FALSE(pattern->matches(event)) << event;
  }
}

TEST(EventPattern, MatchesOneFlatEventAgainstMany) {
  const auto event = FlatEvent::parse(R"({"source": "aws.ecs", "detail": {"exitCode": 137}})");
  ASSERT_TRUE(event);
  EXPECT_TRUE(EventPattern::compile(R"({"source": ["aws.ecs"]})")->matches(*event));
  EXPECT_TRUE(EventPattern::compile(R"({"detail": {"exitCode": [137]}})")->matches(*event));
  EXPECT_FALSE(EventPattern::compile(R"({"detail": {"exitCode": [0]}})")->matches(*event));
}

TEST(EventPattern, RefusesWithAwsMessage) {
  const auto pattern = EventPattern::compile(R"({"detail": {"lastStatus": "STOPPED"}})");
  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(
      pattern.error().message,
      "Event pattern is not valid. Reason: \"lastStatus\" must be an object or an array\n"
      " at [Source: (String)\"{\"detail\": {\"lastStatus\": \"STOPPED\"}}\"; line: 1, column: 28]");
}

}  // namespace
}  // namespace epitaph::pattern
