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
  // A formula of three variables a clause, as arrays of one path: a puzzle that nobody solves fast.
  std::string event = R"({"z":1)";
  for (int variable = 0; variable < 60; ++variable) {
    std::string elements[2];
    for (int clause = 0; clause < 400; ++clause) {
      const int hash = (clause * 7919 + variable * 104729 + clause * variable * 31) % 40;
      if (hash < 2) elements[hash] += "\"c" + std::to_string(clause) + "\":1,";
    }
    event += R"(,"a":[{)" + elements[0] + R"("p":1},{)" + elements[1] + R"("p":1}])";
  }
  event += "}";
  std::string pattern = R"({"a":{"p":[1])";
  for (int clause = 0; clause < 400; ++clause)
    pattern += ",\"c" + std::to_string(clause) + "\":[1]";
  pattern += "}}";
  EXPECT_FALSE(matches(pattern, event));
}

}  // namespace
}  // namespace epitaph::pattern
