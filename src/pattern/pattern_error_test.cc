#include "pattern/pattern_error.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "pattern/pattern_parser.h"

namespace epitaph::pattern {
namespace {

PatternError error_of(std::string_view pattern) {
  auto parsed = parse_pattern(pattern);
  auto* error = std::get_if<PatternError>(&parsed);
  EXPECT_NE(error, nullptr) << pattern << " was accepted";
  return error != nullptr ? std::move(*error) : PatternError{};
}

struct FaultCase {
  std::string_view pattern, reason;
};

// The entry in the place of the one entry of a pattern's one leaf.
struct EntryCase {
  std::string_view entry, reason;
};

TEST(PatternError, SaysWhatIsWrongWithThePattern) {
  constexpr FaultCase kCases[] = {
      {"", "Filter is not an object"},
      {"[]", "Filter is not an object"},
      {"5", "Filter is not an object"},
      {"{}", "Empty objects are not allowed"},
      {R"({"a": {}})", "Empty objects are not allowed"},
      {R"({"a": []})", "Empty arrays are not allowed"},
      {R"({"a": "x"})", R"("a" must be an object or an array)"},
      {R"({"a": {"b\n": null}})", "\"b\n\" must be an object or an array"},
      {R"({"a": [{"x": 1}], this)", "Unrecognized match type x"},
      {R"({"a": [1], this)",
       "Unexpected character ('t' (code 116)): was expecting double-quote to start field name"},
      {"this",
       "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token "
       "'null', "
       "'true' or 'false')"},
      {"{'a': [1]}",
       "Unexpected character (''' (code 39)): was expecting double-quote to start field name"},
      {R"({"a": [1])", "Unexpected end-of-input within/between Object entries"},
      {R"({"$or": [{"x": ["1"]}], "y": ["2"]})", "Unrecognized match type x"},
      {R"({"$or": [{"x": ["1"]}, {}]})", "Empty objects are not allowed"},
      {R"({"$or": [{"x": ["1"]}, {"y": "1"}]})", R"("y" must be an object or an array)"},
      {R"({"$or": [{"x": ["1"]}, {"y": [1] ]})", "Unexpected close marker ']'"},
      {"{\"a\": [\"\xff\"]}", "Invalid UTF-8"},
  };
  for (const auto& c : kCases) EXPECT_EQ(error_of(c.pattern).reason, c.reason) << c.pattern;
}

TEST(PatternError, SaysWhatIsWrongWithAnEntry) {
  constexpr EntryCase kCases[] = {
      {R"([1])", "Match value must be String, number, true, false, or null"},
      {R"({})", "Match expression name not found"},
      {R"({"contains": "x"})", "Unrecognized match type contains"},
      {R"({"Prefix": "x"})", "Unrecognized match type Prefix"},
      {R"({"prefix": "a", "suffix": "b"})", "Only one key allowed in match expression"},
      {R"({"prefix": 1})", "prefix match pattern must be a string"},
      {R"({"prefix": {}})", "Prefix expression name not found"},
      {R"({"prefix": {"x": "a"}})", "Unsupported prefix pattern: x"},
      {R"({"prefix": {"equals-ignore-case": 1}})",
       "equals-ignore-case match pattern must be a string"},
      {R"({"prefix": {"equals-ignore-case": "a", "b": 1}})",
       "Only one key allowed in match expression"},
      {R"({"prefix": {"equals-ignore-case": "a"}, "b": 1})",
       "Only one key allowed in match expression"},
      {R"({"suffix": []})", "suffix match pattern must be a string"},
      {R"({"suffix": {}})", "Suffix expression name not found"},
      {R"({"suffix": {"x": "a"}})", "Unsupported suffix pattern: x"},
      {R"({"equals-ignore-case": ["a"]})", "equals-ignore-case match pattern must be a string"},
      {R"({"wildcard": 1})", "wildcard match pattern must be a string"},
      {R"({"wildcard": "a**"})", "Consecutive wildcard characters at pos 2"},
      {R"({"wildcard": "a\\x"})", "Invalid escape character at pos 2"},
      {R"({"wildcard": "*:*:*:*:*:event-bus/*"})",
       "Rule is too complex - try using fewer wildcard characters or fewer repeating character "
       "sequences "
       "after a wildcard character"},
      {R"({"exactly": 1})", "exact match pattern must be a string"},
      {R"({"exists": "true"})", "exists match pattern must be either true or false."},
      {R"({"exists": true, "b": 1})", "Only one key allowed in match expression"},
      {R"({"cidr": 1})", "prefix match pattern must be a string"},
      {R"({"cidr": "10.0.0.0"})", "Malformed CIDR, one '/' required"},
      {R"({"cidr": "10.0.0.0/8/8"})", "Malformed CIDR, one '/' required"},
      {R"({"cidr": "10.0.0.0/x"})", "Malformed CIDR, mask bits must be an integer"},
      {R"({"cidr": "10.0.0.0/-1"})", "Malformed CIDR, mask bits must not be negative"},
      {R"({"cidr": "10.0.0.0/32"})", "IPv4 mask bits must be < 32"},
      {R"({"cidr": "::/128"})", "IPv6 mask bits must be < 128"},
      {R"({"cidr": "host/8"})", "Nonstandard IP address: host"},
      {R"({"cidr": "10.0.0.300/8"})", "Invalid IP address: 10.0.0.300"},
  };
  for (const auto& c : kCases) {
    const std::string pattern = R"({"a": [)" + std::string(c.entry) + "]}";
    EXPECT_EQ(error_of(pattern).reason, c.reason) << pattern;
  }
}

TEST(PatternError, SaysWhatIsWrongWithAnythingBut) {
  constexpr std::string_view kValue =
      "Value of anything-but must be an array or single string/number value.";
  constexpr std::string_view kList =
      "Inside anything but list, start|null|boolean is not supported.";
  constexpr std::string_view kMixed =
      "Inside anything but list, either all values are number or string, mixed type is not "
      "supported";
  constexpr std::string_view kIgnoreCase =
      "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
  constexpr EntryCase kCases[] = {
      {R"(null)", kValue},
      {R"(true)", kValue},
      {R"({"prefix": {"equals-ignore-case": "a"}})", kValue},
      {R"({})", "Anything-But expression name not found"},
      {R"({"numeric": ["=", 1]})", "Unsupported anything-but pattern: numeric"},
      {R"([null])", kList},
      {R"([["a"]])", kList},
      {R"([{"prefix": "a"}])", kList},
      {R"(["a", 1])", kMixed},
      {R"([])", kMixed},
      {R"({"equals-ignore-case": 1})", kIgnoreCase},
      {R"({"equals-ignore-case": ["a", 1]})", kIgnoreCase},
      {R"({"prefix": 1})", "prefix/suffix match pattern must be a string"},
      {R"({"suffix": ["a", null]})", "prefix/suffix match pattern must be a string"},
      {R"({"prefix": ""})", "Null prefix/suffix not allowed"},
      {R"({"suffix": ["a", ""]})", "Null prefix/suffix not allowed"},
      {R"({"wildcard": 1})", "wildcard match pattern must be a string"},
      {R"({"wildcard": "**"})", "Consecutive wildcard characters at pos 1"},
      {R"({"wildcard": ["a", "b\\"]})", "Invalid escape character at pos 2"},
      {R"({"prefix": "a", "b": 1})", "Too many elements in numeric expression"},
      {R"("a", "b": 1)", "Too many elements in numeric expression"},
      {R"(1e400)", "Cannot compare number : 1E+400"},
      {R"([1, 9007199254740993])", "Cannot compare number : 9007199254740993"},
  };
  for (const auto& c : kCases) {
    const std::string pattern = R"({"a": [{"anything-but": )" + std::string(c.entry) + "}]}";
    EXPECT_EQ(error_of(pattern).reason, c.reason) << pattern;
  }
}

TEST(PatternError, SaysWhatIsWrongWithNumeric) {
  constexpr EntryCase kCases[] = {
      {R"(1)", "Value of numeric must be an array."},
      {R"([])", "Invalid member in numeric match: ]"},
      {R"([5])", "Invalid member in numeric match: 5"},
      {R"(["!", 1])", "Unrecognized numeric range operator: !"},
      {R"(["=", "1"])", "Value of equals must be numeric"},
      {R"(["="])", "Value of equals must be numeric"},
      {R"(["<", null])", "Value of < must be numeric"},
      {R"(["<=", []])", "Value of <= must be numeric"},
      {R"([">", true])", "Value of > must be numeric"},
      {R"([">="])", "Value of >= must be numeric"},
      {R"([">", 1, "<", "2"])", "Value of < must be numeric"},
      {R"(["=", 1, 2])", "Too many elements in numeric expression"},
      {R"(["<", 1, ">", 0])", "Too many elements in numeric expression"},
      {R"(["<=", 1, ">", 0])", "Too many elements in numeric expression"},
      {R"(["=", 1], "b": 1)", "Too many elements in numeric expression"},
      {R"([">", 1, ">", 2])", "Bad numeric range operator: >"},
      {R"([">", 1, 2])", "Bad value in numeric range: 2"},
      {R"([">", 1, "<", 2, "<"])", "Too many terms in numeric range expression"},
      {R"([">=", 5, "<=", 5])", "Bottom must be less than top"},
      {R"(["=", 9007199254740993])", "Cannot compare number : 9007199254740993"},
      {R"([">", 0, "<", 1e400])", "Cannot compare number : 1E+400"},
  };
  for (const auto& c : kCases) {
    const std::string pattern = R"({"a": [{"numeric": )" + std::string(c.entry) + "}]}";
    EXPECT_EQ(error_of(pattern).reason, c.reason) << pattern;
  }
}

TEST(PatternError, SaysWhere) {
  struct Case {
    std::string_view name, pattern;
    Location location;
  };
  constexpr Case kCases[] = {
      {"before anything", "", {1, 1}},
      {"after a closing bracket", "{}", {1, 3}},
      {"just after a string's first quote", R"({"a": "xyz"})", {1, 8}},
      {"after the first character of a key's value", R"({"a": [{"x": "y"}]})", {1, 15}},
      {"or after all of a number", R"({"a": [{"x": 123}]})", {1, 17}},
      {"after the second key's value began", R"({"a": [{"prefix": "a", "b": "c"}]})", {1, 30}},
      {"in a later line", "{\n\"a\": [\r\n  {}]}", {3, 5}},
      {"a lone carriage return ends a line", "{\r\"a\": []}", {2, 8}},
      {"in UTF-16 units", R"({"😀é": []})", {1, 11}},
  };
  for (const auto& c : kCases) {
    const auto error = error_of(c.pattern);
    ASSERT_TRUE(error.location) << c.name;
    EXPECT_EQ(error.location->line, c.location.line) << c.name;
    EXPECT_EQ(error.location->column, c.location.column) << c.name;
  }
}

TEST(PatternError, SaysWhereTwiceForAListOfAnythingBut) {
  EXPECT_TRUE(error_of(R"({"a": [{"anything-but": [null]}]})").location_twice);
  EXPECT_TRUE(error_of(R"({"a": [{"anything-but": {"prefix": [1]}}]})").location_twice);
  EXPECT_TRUE(error_of(R"({"a": [{"anything-but": ["\x"]}]})").location_twice);
  EXPECT_FALSE(error_of(R"({"a": [{"anything-but": []}]})").location_twice);
  EXPECT_EQ(
      error_of(R"({"a": [{"anything-but": [null]}]})").message(),
      "Event pattern is not valid. Reason: Inside anything but list, start|null|boolean is not "
      "supported.\n"
      " at [Source: (String)\"{\"a\": [{\"anything-but\": [null]}]}\"; line: 1, column: 30]\n"
      " at [Source: (String)\"{\"a\": [{\"anything-but\": [null]}]}\"; line: 1, column: 30]");
}

TEST(PatternError, SaysNotWhereForSome) {
  EXPECT_FALSE(error_of(R"({"a": [{"cidr": "x"}]})").location);
  EXPECT_FALSE(error_of(R"({"a": [{"anything-but": 1e400}]})").location);
  EXPECT_FALSE(error_of(R"({"a": [{"wildcard": "*:*:*:*:*:*:*"}]})").location);
  EXPECT_EQ(error_of(R"({"a": [{"cidr": "x"}]})").message(),
            "Event pattern is not valid. Reason: Malformed CIDR, one '/' required");
}

TEST(PatternError, QuotesThePatternUpToAPoint) {
  EXPECT_EQ(quote_source("{\t\"a\"\n\x7f\xc2\x85}"), "\"{\\u0009\"a\"\n\\u007F\\u0085}\"");
  EXPECT_EQ(quote_source(std::string(500, 'x')), '"' + std::string(500, 'x') + '"');
  EXPECT_EQ(quote_source(std::string(503, 'x')),
            '"' + std::string(500, 'x') + "\"[truncated 3 chars]");
  EXPECT_EQ(quote_source(std::string(499, 'x') + "😀"),
            '"' + std::string(499, 'x') + "\"[truncated 2 chars]");
}

TEST(PatternError, LimitsTheCombinationsOfOr) {
  const auto of = [](int relationships) {
    std::string pattern = "{";
    for (int i = 0; i < relationships; ++i) {
      const std::string key = std::to_string(i);
      pattern += R"("d)" + key + R"(": {"$or": [{"a": [1]}, {"b": [1]}]},)";
    }
    return pattern + R"("z": [1]})";
  };
  EXPECT_TRUE(std::holds_alternative<ParsedPattern>(parse_pattern(of(9))));
  EXPECT_EQ(error_of(of(10)).reason, "More than 1000 combinations of $or");
}

TEST(PatternError, LimitsTheDepth) {
  const auto of = [](std::string_view level, int levels) {
    std::string deep;
    for (int i = 0; i < levels; ++i) deep += level;
    return error_of(deep).reason;
  };
  constexpr std::string_view kTooDeep =
      "Document nesting depth (1001) exceeds the maximum allowed (1000)";
  EXPECT_EQ(of(R"({"a":)", 2000), kTooDeep);
  EXPECT_EQ(of(R"({"$or":[)", 2000), kTooDeep);
  EXPECT_EQ(of(R"({"a":)", 1000), "Unexpected end-of-input within/between Object entries");
}

TEST(PatternError, LimitsTheLength) {
  const std::string longest = R"({"a":[")" + std::string(kPatternBytesMax - 10, 'x') + R"("]})";
  ASSERT_EQ(longest.size(), kPatternBytesMax);
  EXPECT_TRUE(std::holds_alternative<ParsedPattern>(parse_pattern(longest)));
  EXPECT_EQ(error_of(longest + " ").reason, "Longer than 16384 bytes");
}

}  // namespace
}  // namespace epitaph::pattern
