#include "cli/refusing_field.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

struct FieldCase {
  std::string_view name, pattern, event, says;
};

constexpr FieldCase kFieldCases[] = {
    {"it matches", R"({"a":["x"]})", R"({"a":"x"})", "-"},
    {"no JSON", R"({"a":["x"]})", "x", "-"},
    {"another value", R"({"a":["x"],"b":[1]})", R"({"a":"x","b":2})", "b: 2"},
    {"the first of two", R"({"b":[1],"a":["x"]})", R"({"a":"y","b":2})", "b: 2"},
    {"the field is not there", R"({"detail":{"stopCode":["x"]}})", R"({"detail":{}})",
     "detail.stopCode: "},
    {"it must not be there", R"({"a":[{"exists":false}]})", R"({"a":[null,true]})",
     "a: null, true"},
    {"no element of an array", R"({"a":["x"]})", R"({"a":["y",1.0]})", R"(a: "y", 1.0)"},
    {"not in one element", R"({"c":{"n":["a"],"e":[1]}})",
     R"({"c":[{"n":"a","e":0},{"n":"b","e":1}]})", ": "},
    {"the nearer branch", R"({"$or":[{"a":["x"],"b":["x"]},{"c":["x"]}]})",
     R"({"a":"y","b":"y","c":"y"})", R"(c: "y")"},
};

TEST(RefusingField, IsTheOneThatSaidNo) {
  for (const auto& row : kFieldCases) {
    SCOPED_TRACE(row.name);
    const auto pattern = pattern::EventPattern::compile(row.pattern);
    ASSERT_TRUE(pattern) << pattern.error().message;
    const auto field = refusing_field(*pattern, row.event);
    EXPECT_EQ(field ? fmt::format("{}: {}", field->path, fmt::join(field->values, ", ")) : "-",
              row.says);
  }
}

}  // namespace
}  // namespace epitaph::cli
