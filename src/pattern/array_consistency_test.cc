#include "pattern/array_consistency.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pattern/event_pattern.h"

namespace epitaph::pattern {
namespace {

bool holds(const ArrayMap& arrays, const std::vector<FieldChoices>& fields) {
  std::vector<const FieldChoices*> pointers;
  for (const auto& field : fields) pointers.push_back(&field);
  return ArrayConsistency(arrays).holds(pointers);
}

// [{1, inside it [{2}, {3}]}, {4}], and beside it [{5}].
ArrayMap two_arrays() {
  return {.scopes = {{}, {0, 0}, {1, 1}, {1, 1}, {0, 0}, {0, 2}}, .arrays = {{5}, {4}, {6}}};
}

TEST(ArrayConsistency, WantsOneElementOfEachArray) {
  struct Case {
    std::string_view name;
    std::vector<FieldChoices> fields;
    bool holds;
  };
  const Case cases[] = {
      {"no field", {}, true},
      {"nowhere", {{.accepted = {}}}, false},
      {"outside of arrays", {{.accepted = {0}}, {.accepted = {0}}}, true},
      {"the same element", {{.accepted = {4}}, {.accepted = {1, 4}}}, true},
      {"two elements", {{.accepted = {1}}, {.accepted = {4}}}, false},
      {"an element of an element", {{.accepted = {1}}, {.accepted = {3}}}, true},
      {"that of another element", {{.accepted = {4}}, {.accepted = {2, 3}}}, false},
      {"two elements within", {{.accepted = {2}}, {.accepted = {3}}}, false},
      {"another array", {{.accepted = {4}}, {.accepted = {5}}}, true},
      {"by going back", {{.accepted = {1, 4}}, {.accepted = {2, 4}}, {.accepted = {4}}}, true},
      {"outside is free", {{.accepted = {4}}, {.accepted = {0, 2}}}, true},
      {"absent",
       {{.accepted = {4}}, {.accepted = {}, .may_be_absent = true, .present = {1, 2}}},
       true},
      {"present",
       {{.accepted = {1}}, {.accepted = {}, .may_be_absent = true, .present = {2}}},
       false},
      {"not absent yet",
       {{.accepted = {}, .may_be_absent = true, .present = {1}}, {.accepted = {4}}},
       false},
      {"present but accepted",
       {{.accepted = {1}}, {.accepted = {2}, .may_be_absent = true, .present = {2}}},
       true},
  };
  const ArrayMap arrays = two_arrays();
  for (const auto& c : cases) EXPECT_EQ(holds(arrays, c.fields), c.holds) << c.name;
}

bool matches(const std::string& pattern, const std::string& event) {
  return EventPattern::compile(pattern)->matches(event);
}

// `count` times `text`, with commas between.
std::string repeat(const std::string& text, int count) {
  std::string out = text;
  for (int i = 1; i < count; ++i) out += "," + text;
  return out;
}

TEST(ArrayConsistency, IsNotLostInIndependentArrays) {
  // Twenty arrays of ten elements would be 10^20 ways to fail at the last one.
  std::string pattern = "{";
  std::string event = "{";
  for (char key = 'a'; key < 'u'; ++key) {
    const std::string name = std::string("\"") + key + "\":";
    pattern += name + R"({"x":[1]},)";
    event += name + "[" + repeat(R"({"x":1})", 10) + "],";
  }
  pattern += R"("z":{"x":[1],"y":[1]}})";
  event += R"("z":[{"x":1},{"y":1}]})";
  EXPECT_FALSE(matches(pattern, event));
}

TEST(ArrayConsistency, IsNotSlowWithLongArrays) {
  const std::string event =
      R"({"a":[)" + repeat(R"({"x":1},{"y":1})", 10'000) + R"(,{"x":1,"y":1,"z":1}]})";
  EXPECT_TRUE(matches(R"({"a":{"x":[1],"y":[1],"z":[1]}})", event));
  EXPECT_FALSE(matches(R"({"a":{"x":[1],"y":[1],"z":[2]}})", event));
}

TEST(ArrayConsistency, GivesUpWhereThereIsNoEnd) {
  // Two elements in each of many arrays, a field for each array that takes either, and last an
  // absence that looks into all of them: every one of the 2^24 ways has to be tried, and all are in
  // vain.
  constexpr std::uint32_t kArrays = 24;
  ArrayMap arrays;
  for (std::uint32_t array = 0; array < kArrays; ++array) {
    arrays.scopes.push_back({kWholeEvent, array});
    arrays.scopes.push_back({kWholeEvent, array});
    arrays.arrays.push_back({static_cast<ScopeId>(arrays.scopes.size())});
  }
  std::vector<FieldChoices> fields;
  for (std::uint32_t array = 0; array < kArrays; ++array) {
    fields.push_back({.accepted = {2 * array + 1, 2 * array + 2}});
  }
  FieldChoices absence{.accepted = {}, .may_be_absent = true, .present = {}};
  for (ScopeId scope = 1; scope <= 2 * kArrays; ++scope) absence.present.push_back(scope);
  fields.push_back(absence);
  std::vector<const FieldChoices*> pointers;
  for (const auto& field : fields) pointers.push_back(&field);
  ArrayConsistency consistency(arrays);
  EXPECT_FALSE(consistency.holds(pointers));
  EXPECT_TRUE(consistency.exhausted());
}

}  // namespace
}  // namespace epitaph::pattern
