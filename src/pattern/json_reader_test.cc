#include "pattern/json_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

using testing::ElementsAre;

std::vector<Token> tokens_of(std::string_view json) {
  JsonReader reader(json);
  std::vector<Token> out;
  do {
    out.push_back(reader.next());
  } while (out.back() != Token::kEnd && out.back() != Token::kBroken);
  return out;
}

TEST(JsonReader, GivesTokensInOrder) {
  EXPECT_THAT(
      tokens_of(R"( { "a" : [ 1 , "x" ] , "b" : { } , "c" : null } )"),
      ElementsAre(Token::kStartObject, Token::kName, Token::kStartArray, Token::kNumber,
                  Token::kString, Token::kEndArray, Token::kName, Token::kStartObject,
                  Token::kEndObject, Token::kName, Token::kNull, Token::kEndObject, Token::kEnd));
  EXPECT_THAT(tokens_of("[true,false,[]]"),
              ElementsAre(Token::kStartArray, Token::kTrue, Token::kFalse, Token::kStartArray,
                          Token::kEndArray, Token::kEndArray, Token::kEnd));
  EXPECT_THAT(tokens_of(""), ElementsAre(Token::kEnd));
}

TEST(JsonReader, GivesTheTextOfEachToken) {
  JsonReader reader(R"({"k\u00e9y": "v\n", "n": [-1.50e+3, true]})");
  reader.next();
  EXPECT_EQ(reader.text(), "{");
  reader.next();
  EXPECT_EQ(reader.text(), "kéy");
  reader.next();
  EXPECT_EQ(reader.text(), "v\n");
  reader.next();
  reader.next();
  EXPECT_EQ(reader.text(), "[");
  reader.next();
  EXPECT_EQ(reader.text(), "-1.50e+3");
  reader.next();
  EXPECT_EQ(reader.text(), "true");
  reader.next();
  EXPECT_EQ(reader.text(), "]");
}

TEST(JsonReader, ReadsNoFurtherThanJacksonDoes) {
  JsonReader reader(R"({"a":  "xyz", "b": 12, "c": [)");
  reader.next();
  EXPECT_EQ(reader.offset(), 1U);
  reader.next();
  EXPECT_EQ(reader.offset(), 8U) << "a name takes in its value's first character";
  reader.next();
  EXPECT_EQ(reader.offset(), 8U) << "a string waits to be asked for";
  EXPECT_EQ(reader.text(), "xyz");
  EXPECT_EQ(reader.offset(), 12U);
  reader.next();
  EXPECT_EQ(reader.offset(), 21U) << "a name takes in all of a number";
}

TEST(JsonReader, SkipsAValue) {
  JsonReader reader(R"({"a": {"b": [1, {"c": 2}]}, "d": "x", "e": 1})");
  reader.next();
  for (const std::string_view name : {"a", "d", "e"}) {
    ASSERT_EQ(reader.next(), Token::kName);
    EXPECT_EQ(reader.text(), name);
    reader.skip_value();
  }
  EXPECT_EQ(reader.next(), Token::kEndObject);
}

TEST(JsonReader, PutsSurrogatesTogether) {
  const auto text = [](std::string_view json) {
    JsonReader reader(json);
    reader.next();
    return reader.text();
  };
  EXPECT_EQ(text(R"("\ud83d\ude00")"), "😀");
  EXPECT_EQ(text(R"("\ud83d")"), "\uFFFD");
  EXPECT_EQ(text(R"("\ude00x")"), "\uFFFDx");
  EXPECT_EQ(text(R"("\ud83d\u0041")"), "\uFFFDA");
  EXPECT_EQ(text(R"("\u0000")"), std::string(1, '\0'));
}

TEST(JsonReader, SaysWhyATextIsNoJson) {
  struct Case {
    std::string_view json, fault;
  };
  constexpr std::string_view kAny =
      "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  const Case cases[] = {
      {"[1 2]",
       "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries"},
      {"[1,]",
       "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, "
       "Object "
       "or token 'null', 'true' or 'false')"},
      {"[€]",
       "Unrecognized token '€': was expecting (JSON String, Number, Array, Object or token 'null', "
       "'true' or 'false')"},
      {"[1;€]",
       "Unexpected character (';' (code 59)): was expecting comma to separate Array entries"},
      {"[1€]",
       "Unexpected character ('€' (code 8364 / 0x20ac)): was expecting comma to separate Array "
       "entries"},
      {"[1\x01]",
       "Unexpected character ((CTRL-CHAR, code 1)): was expecting comma to separate Array entries"},
      {R"({"a" 1})",
       "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and "
       "value"},
      {R"({"a": 1,})",
       "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"},
      {"[}", "Unexpected close marker '}'"},
      {"]", "Unexpected close marker ']'"},
      {"[1", "Unexpected end-of-input within/between Array entries"},
      {"[1,", "Unexpected end-of-input after a comma"},
      {R"({"a")", "Unexpected end-of-input within/between Object entries"},
      {R"({"a":)", "Unexpected end-of-input within/between Object entries"},
      {R"(["a)", "Unexpected end-of-input: was expecting closing quote for a string value"},
      {R"({"a)", "Unexpected end-of-input: was expecting closing quote for a name"},
      {R"(["\)", "Unexpected end-of-input: was expecting closing quote for a string value"},
      {R"(["\u12)", "Unexpected end-of-input in character escape sequence"},
      {R"(["\u12g4"])",
       "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence"},
      {R"(["\x"])", "Unexpected character ('x' (code 120)): unrecognized character escape"},
      {"[\"\n\"]",
       "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be "
       "included "
       "in string value"},
      {"[01]", "Invalid numeric value: Leading zeroes not allowed"},
      {"[-01]", "Invalid numeric value: Leading zeroes not allowed"},
      {"[-x]", "Unexpected character ('x' (code 120)): expected digit (0-9) to follow minus sign"},
      {"-", "Unexpected end-of-input in numeric value"},
      {"[1.]", "Decimal point not followed by a digit"},
      {"[1e]", "Exponent indicator not followed by a digit"},
      {"[1e+]", "Exponent indicator not followed by a digit"},
  };
  for (const auto& c : cases) {
    JsonReader reader(c.json);
    while (reader.next() != Token::kEnd && !reader.broken()) {
    }
    EXPECT_EQ(reader.fault(), c.fault) << c.json;
  }
  for (const std::string_view word : {"nul", "trues", "True", "falsely", "NaN"}) {
    JsonReader reader(word);
    EXPECT_EQ(reader.next(), Token::kBroken);
    EXPECT_EQ(reader.fault(),
              "Unrecognized token '" + std::string(word) + "': " + std::string(kAny));
  }
}

TEST(JsonReader, EndsNestingAtItsLimit) {
  EXPECT_EQ(tokens_of(std::string(1000, '[')).size(), 1001U);
  const std::string deep(1'000'000, '[');
  EXPECT_EQ(tokens_of(deep).size(), 1001U);
}

}  // namespace
}  // namespace epitaph::pattern
