#include "pattern/matcher/event_scan.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string shown(const Value& value) {
  switch (value.kind) {
    case Value::Kind::kString:
      return fmt::format("'{}'", value.text);
    case Value::Kind::kNumber:
      return std::string(value.text);
    case Value::Kind::kTrue:
      return "true";
    case Value::Kind::kFalse:
      return "false";
    case Value::Kind::kNull:
      return "null";
  }
  return {};
}

// The leaves as `path=value@scope`, in the order of the text.
std::vector<std::string> scanned(const std::vector<std::string>& wanted, std::string_view event,
                                 Reading reading = Reading::kWhole) {
  WantedPaths paths;
  for (const std::string& path : wanted) paths.add(path);
  EventScan scan;
  WantedLeaves leaves;
  if (!scan.run(event, paths, reading, leaves)) return {"broken"};
  std::vector<std::string> out;
  for (const WantedLeaf& leaf : leaves.all()) {
    out.push_back(fmt::format("{}={}@{}", wanted[leaf.path], shown(leaf.value), leaf.scope));
  }
  return out;
}

TEST(EventScan, TakesDownWhatIsWantedAndNothingElse) {
  EXPECT_THAT(scanned({"a", "b.c"}, R"({"x": {"a": 0}, "a": "v", "b": {"a": 1, "c": [2, true]}})"),
              ElementsAre("a='v'@0", "b.c=2@0", "b.c=true@0"));
  EXPECT_THAT(scanned({"a"}, R"({"a": {"b": 1}, "A": 1})"), IsEmpty());
  EXPECT_THAT(scanned({"a", "a.b"}, R"({"a": [null, {"b": false}, [-1.5e3]]})"),
              ElementsAre("a=null@0", "a.b=false@1", "a=-1.5e3@2"));
}

TEST(EventScan, FollowsDottedKeysAsNesting) {
  EXPECT_THAT(scanned({"a.b.c"}, R"({"a.b": {"c": 1}, "a": {"b.c": 2}, "a.b.c": 3, "a.b.": 4})"),
              ElementsAre("a.b.c=1@0", "a.b.c=2@0", "a.b.c=3@0"));
  EXPECT_THAT(scanned({"a.", ".a", ""}, R"({"a": {"": 1}, "": {"a": 2}, ".a": 3, "a.": 4, "": 5})"),
              ElementsAre("a.=1@0", ".a=2@0", ".a=3@0", "a.=4@0", "=5@0"));
}

TEST(EventScan, ResolvesEscapesInKeysAndStrings) {
  EXPECT_THAT(scanned({"é", "q\""}, R"({"\u00e9": "a\"\\\ud83d\ude00", "q\"": "\/"})"),
              ElementsAre("é='a\"\\😀'@0", "q\"='/'@0"));
}

TEST(EventScan, KnowsInWhichElementEachLeafLies) {
  EXPECT_THAT(scanned({"a.b", "a.c"}, R"({"a": [{"b": 1}, {"x": 0}, {"c": 2, "b": 3}]})"),
              ElementsAre("a.b=1@1", "a.c=2@3", "a.b=3@3"));
}

TEST(EventScan, StepsOverBracketsInStrings) {
  EXPECT_THAT(scanned({"z"}, R"({"x": {"y": "}]\"}", "w": [["]"]]}, "v": "{", "z": 1})"),
              ElementsAre("z=1@0"));
}

TEST(EventScan, ReadsOnlyAsFarAsItMust) {
  EXPECT_THAT(
      scanned({"a.b", "c"}, R"({"a": {"x": 1, "b": 2, "y": [}, ...)", Reading::kUntilAllMet),
      ElementsAre("broken"));
  EXPECT_THAT(scanned({"a.b", "c"}, R"({"c": 1, "a": {"x": 1, "b": 2, "y": [}, ...)",
                      Reading::kUntilAllMet),
              ElementsAre("c=1@0", "a.b=2@0"));
  EXPECT_THAT(
      scanned({"a.b"}, R"({"a": [{"b": 1, "x": {}}, {"b": 2}], "y": 0})", Reading::kUntilAllMet),
      ElementsAre("a.b=1@1", "a.b=2@2"));
}

TEST(EventScan, IsRefusedNestingAsDeepAsTheReaderRefuses) {
  const std::string at_the_limit =
      "{\"a\":" + std::string(999, '[') + "1" + std::string(999, ']') + "}";
  EXPECT_EQ(scanned({"a"}, at_the_limit).size(), 1);
  EXPECT_THAT(scanned({"a"}, at_the_limit), testing::Not(ElementsAre("broken")));
  EXPECT_THAT(scanned({"a"}, "{\"a\":[" + at_the_limit.substr(5)), ElementsAre("broken"));
}

}  // namespace
}  // namespace epitaph::pattern
