#include "pattern/flat_event.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

// The leaves at a path, each as its text and scope: "x@0 y@2".
std::string leaves(const FlatEvent& event, std::string_view path) {
  std::string out;
  for (const auto* leaf : event.leaves_at(path)) {
    if (!out.empty()) out += ' ';
    out += std::string(leaf->value.text) + '@' + std::to_string(leaf->scope);
  }
  return out;
}

TEST(FlatEvent, KeepsLeavesByPath) {
  struct Case {
    std::string_view json, path, leaves;
  };
  constexpr Case kCases[] = {
      {R"({"a": "x"})", "a", "x@0"},
      {R"({"a": {"b": "x"}})", "a.b", "x@0"},
      {R"({"a.b": "x", "a": {"b": "y"}})", "a.b", "x@0 y@0"},
      {R"({"a": {"b.c": "x"}})", "a.b.c", "x@0"},
      {R"({"a": "x"})", "b", ""},
      {R"({"ab": "x"})", "b", ""},
      {R"({"a": {"b": "x"}})", "b", ""},
      {R"({"": "x"})", "", "x@0"},
      {R"({"": {"": "x"}})", ".", "x@0"},
      {R"({"a": 1.50})", "a", "1.50@0"},
      {R"({"a": ["x", ["y"], {"b": "z"}]})", "a", "x@0 y@1"},
      {R"({"a": ["x", ["y"], {"b": "z"}]})", "a.b", "z@2"},
      {R"({"a": [{"b": "x"}, {"b": ["y", {"c": "z"}]}]})", "a.b", "x@1 y@2"},
      {R"({"a": [{"b": "x"}, {"b": ["y", {"c": "z"}]}]})", "a.b.c", "z@3"},
      {R"({"a": {}, "b": [], "c": "\u0041"})", "a", ""},
      {R"({"a": {}, "b": [], "c": "\u0041"})", "c", "A@0"},
  };
  for (const auto& c : kCases) {
    const auto event = FlatEvent::parse(c.json);
    ASSERT_TRUE(event) << event.error().message;
    EXPECT_EQ(leaves(*event, c.path), c.leaves) << c.json << ' ' << c.path;
  }
}

TEST(FlatEvent, KnowsWhereItsArraysEnd) {
  const auto event = FlatEvent::parse(R"({"a": [{"b": [{}, {}]}, 1], "c": [[]]})");
  ASSERT_TRUE(event);
  const ArrayMap& arrays = event->arrays();
  ASSERT_EQ(arrays.scopes.size(), 5U);
  ASSERT_EQ(arrays.arrays.size(), 4U);
  EXPECT_EQ(arrays.scopes[1].parent, kWholeEvent);
  EXPECT_EQ(arrays.scopes[2].parent, 1U);
  EXPECT_EQ(arrays.scopes[3].array, 1U);
  EXPECT_EQ(arrays.arrays[0].end, 4U);
  EXPECT_EQ(arrays.arrays[1].end, 4U);
  EXPECT_EQ(arrays.arrays[2].end, 5U);
}

TEST(FlatEvent, StaysValidWhenMoved) {
  auto event = FlatEvent::parse(R"({"a": "x"})");
  const FlatEvent moved = *std::move(event);
  EXPECT_EQ(leaves(moved, "a"), "x@0");
}

TEST(FlatEvent, RefusesWhatIsNoJsonObject) {
  struct Case {
    std::string_view json, message;
  };
  constexpr Case kCases[] = {
      {"", "event: not a JSON object"},
      {"[]", "event: not a JSON object"},
      {"{} 1", "event: more than one JSON object"},
      {"{\"a\": \"\xff\"}", "event: not UTF-8"},
      {R"({"a": "\x"})",
       "event: Unexpected character ('x' (code 120)): unrecognized character escape"},
      {R"({"a")", "event: Unexpected end-of-input within/between Object entries"},
  };
  for (const auto& c : kCases) {
    const auto event = FlatEvent::parse(c.json);
    ASSERT_FALSE(event) << c.json;
    EXPECT_EQ(event.error().kind, ErrorKind::kInvalid);
    EXPECT_EQ(event.error().message, c.message);
  }
}

TEST(FlatEvent, RefusesWhatNestsTooDeeply) {
  const auto nested = [](std::size_t depth) {
    return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(FlatEvent::parse(nested(1000)));
  EXPECT_FALSE(FlatEvent::parse(nested(1001)));
  EXPECT_FALSE(FlatEvent::parse(nested(1'000'000)));
}

TEST(FlatEvent, KeepsALongPathOnce) {
  std::string json = R"({")" + std::string(500'000, 'k') + R"(": {)";
  for (int i = 0; i < 50'000; ++i) json += '"' + std::to_string(i) + R"(":1,)";
  json += R"("z":1}})";
  const auto event = FlatEvent::parse(json);
  ASSERT_TRUE(event);
  EXPECT_EQ(leaves(*event, std::string(500'000, 'k') + ".z"), "1@0");
}

}  // namespace
}  // namespace epitaph::pattern
