#include "logs/insights/field_reader.h"

#include <gtest/gtest.h>

#include "logs/insights/expression_world.h"

namespace epitaph::logs::insights {
namespace {

struct FieldCase {
  std::string_view message, field, value;
};

constexpr std::string_view kNested =
    R"({"a": {"b": [10, {"c": "x"}, [true]], "d": null}, "e": -1.50, "f": "q\"\u00e9", "g": false})";

constexpr FieldCase kFieldCases[] = {
    {kNested, "a.b.0", "10"},
    {kNested, "a.b.1.c", "x"},
    {kNested, "a.b.2.0", "1"},
    {kNested, "a.b.3", "-"},
    {kNested, "a.b.00", "-"},
    {kNested, "a.d", "-"},
    {kNested, "a", "-"},
    {kNested, "a.b", "-"},
    {kNested, "e", "-1.5"},
    {kNested, "f", "q\"é"},
    {kNested, "g", "0"},
    {kNested, "A", "-"},
    {kNested, "a.b.1.c.d", "-"},
    {R"({"a.b": 1})", "a.b", "1"},
    {R"({"a.b": {"c.d": 1}})", "a.b.c.d", "1"},
    {R"({"a": {"b": 1}, "a.b": 2})", "a.b", "1"},
    {R"({"a.b": 2, "a": {"b": 1}})", "a.b", "2"},
    {R"({"a": 1, "a": 2})", "a", "1"},
    {R"({"a": {"b": 1}, "a": {"c": 2}})", "a.c", "2"},
    {R"({"@a": 1})", "@@a", "1"},
    {R"({"@a": 1})", "@a", "-"},
    {R"({"a": {"@b": 1}})", "a.@b", "1"},
    {R"({"a": {"@b": 1}})", "a.@@b", "1"},
    {R"({"@timestamp": "x"})", "@@timestamp", "x"},
    {R"({"\u0061": 1})", "a", "1"},
    {R"({"": 1})", "a", "-"},
    {R"({"n": 12345678901234567890123})", "n", "12345678901234567890123"},
    {R"({"n": 1e3 , "m": 2})", "n", "1000"},
    {R"({"n": 9007199254740993})", "n", "9007199254740993"},
    {"  {\"a\": 1}\n", "a", "1"},
    {"[{\"a\": 1}]", "0.a", "-"},
    {"a: 1", "a", "-"},
    {"", "a", "-"},
    {"{\"b\": tru, \"a\": 1}", "a", "1"},
    {"{\"b\": 1, \"a\": tru}", "a", "-"},
    {"{\"a\": 1, \"b\": {", "a", "-"},
    {"{\"a\": \"\xff\"}", "a", "-"},
    {"{\"a\" 1}", "a", "-"},
};

std::string read_field(std::string_view message, std::string_view name) {
  FieldTable table;
  const Slot slot = table.event_field(name);
  FieldReader reader(table);
  Row row(table);
  const TestEvent event{std::string(message)};
  reader.read(view_of(event), row);
  return shown(row[slot]);
}

TEST(InsightsFieldReader, ReadsLeavesOfTheMessage) {
  for (const auto& c : kFieldCases) {
    EXPECT_EQ(read_field(c.message, c.field), c.value) << c.message << " at " << c.field;
  }
}

TEST(InsightsFieldReader, ReadsMessageAfterMessage) {
  FieldTable table;
  const Slot a = table.event_field("a");
  const Slot b = table.event_field("b.0");
  const Slot own = table.computed("own");
  FieldReader reader(table);
  Row row(table);
  row[own] = Value::number(7);
  const TestEvent first{R"({"a": "one", "b": [1]})"};
  reader.read(view_of(first), row);
  EXPECT_EQ(shown(row[a]), "one");
  EXPECT_EQ(shown(row[b]), "1");
  const TestEvent second{R"({"b": ["much longer than what was there before"]})"};
  reader.read(view_of(second), row);
  EXPECT_EQ(shown(row[a]), "-");
  EXPECT_EQ(shown(row[b]), "much longer than what was there before");
  const TestEvent third{"no JSON"};
  reader.read(view_of(third), row);
  EXPECT_EQ(shown(row[b]), "-");
  EXPECT_EQ(shown(row[own]), "7");
}

TEST(InsightsFieldReader, KeepsARowThatWasMadeItsOwn) {
  FieldTable table;
  const Slot a = table.event_field("a");
  FieldReader reader(table);
  Row row(table);
  const TestEvent first{R"({"a": "the first of the two"})"};
  reader.read(view_of(first), row);
  Row kept = row;
  kept.own();
  const TestEvent second{R"({"a": "another text, longer"})"};
  reader.read(view_of(second), row);
  EXPECT_EQ(shown(kept[a]), "the first of the two");
  EXPECT_GT(kept.bytes(), sizeof(Row) + sizeof(Value));
}

TEST(InsightsFieldReader, KnowsWhatItNeeds) {
  FieldTable table;
  table.event_field("@message");
  EXPECT_FALSE(FieldReader(table).wants_leaves());
  EXPECT_FALSE(FieldReader(table).wants_pointer());
  table.event_field("@ptr");
  table.event_field("a");
  EXPECT_TRUE(FieldReader(table).wants_leaves());
  EXPECT_TRUE(FieldReader(table).wants_pointer());
}

TEST(InsightsAllFields, NamesEveryLeaf) {
  std::string all;
  for (const auto& [name, value] :
       all_fields(R"({"b": {"x": [1, {"y": "z"}, null]}, "@a": true, "c.d": "t", "e": {}})")) {
    all += name + '=' + result_text(value) + ' ';
  }
  EXPECT_EQ(all, "b.x.0=1 b.x.1.y=z @@a=1 c.d=t ");
}

TEST(InsightsAllFields, AreNoneOfWhatIsNoObject) {
  for (const std::string_view message :
       {"", "text", "[1]", "5", R"({"a": 1)", R"({"a": 1}})", R"({"a": 1} {"b": 2})"}) {
    EXPECT_TRUE(all_fields(message).empty()) << message;
  }
}

TEST(InsightsAllFields, LeaveOutWhatLiesTooDeep) {
  const auto nested = [](std::size_t levels) {
    return R"({"b":1,"a":)" + std::string(levels, '[') + "2" + std::string(levels, ']') + "}";
  };
  EXPECT_EQ(all_fields(nested(255)).size(), 2U);
  EXPECT_EQ(all_fields(nested(256)).size(), 1U);
  EXPECT_EQ(all_fields(nested(100'000)).size(), 1U);
  std::string name = "a";
  for (int i = 0; i < 255; ++i) name += ".0";
  EXPECT_EQ(read_field(nested(255), name), "2");
  for (int i = 0; i < 2000; ++i) name += ".0";
  EXPECT_EQ(read_field(nested(2255), name), "-");
}

}  // namespace
}  // namespace epitaph::logs::insights
