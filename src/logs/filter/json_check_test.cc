#include "logs/filter/json_check.h"

#include <string>

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

constexpr std::string_view kObjects[] = {
    "{}",
    " { } ",
    R"({"a":1})",
    R"({"a":[],"b":{},"c":[[]],"d":[{}],"e":{"f":[1,2,{"g":null}]}})",
    R"({"":-0.5e-10,"x":0,"y":10E+2,"t":true,"f":false,"n":null})",
    R"({"\"\\\/\b\f\n\r\t\u00fF":"\ud800"})",
    "\n{\"a\"\t:\r[ 1 , \"x\" ]\n}\n",
    R"({"a":1,"a":2})",
};
constexpr std::string_view kOthers[] = {
    "",
    " ",
    "[]",
    "1",
    "null",
    R"("{}")",
    "{",
    "}",
    "{{}}",
    "{}{}",
    "{} x",
    R"({"a"})",
    R"({"a":})",
    R"({"a":1)",
    R"({"a":1,})",
    R"({,"a":1})",
    R"({"a" 1})",
    R"({a:1})",
    R"({"a":[})",
    R"({"a":[1,]})",
    R"({"a":[1 2]})",
    R"({"a":[1}})",
    R"({"a":1]})",
    R"({"a":01})",
    R"({"a":+1})",
    R"({"a":.5})",
    R"({"a":1.})",
    R"({"a":1e})",
    R"({"a":-})",
    R"({"a":0x1})",
    R"({"a":tru})",
    R"({"a":TRUE})",
    R"({"a":NaN})",
    R"({"a":"x)",
    R"({"a":"\q"})",
    R"({"a":"\u12G4"})",
    R"({"a":"\)",
    "{\"a\":\"\n\"}",
    R"({"a":1}})",
    R"({"a":1 "b":2})",
};

TEST(JsonCheck, TakesObjectsAndNothingElse) {
  for (const auto text : kObjects) EXPECT_TRUE(is_json_object(text)) << text;
  for (const auto text : kOthers) EXPECT_FALSE(is_json_object(text)) << text;
}

TEST(JsonCheck, BoundsNesting) {
  const auto nested = [](std::size_t depth) {
    return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(is_json_object(nested(kJsonDepthMax)));
  EXPECT_FALSE(is_json_object(nested(kJsonDepthMax + 1)));
}

}  // namespace
}  // namespace epitaph::logs
