#include "aws/validation.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

namespace json = boost::json;

const StringShape kName = string().length(1, 8).pattern(R"([\.\-_A-Za-z0-9]+)");

const Shape kShape = structure({
    {"Name", kName, kRequired},
    {"State", string().one_of({"ENABLED", "DISABLED"})},
    {"Identifier", string().length(1, 2048).pattern(R"([\w#+=/:,.@-]*)").withheld()},
    {"Limit", integer().range(1, 100)},
    {"Days", integer().one_of({1, 3, 5})},
    {"Start", long_integer().range(0, std::numeric_limits<std::int64_t>::max())},
    {"Percent", double_number().range(0, 100)},
    {"Targets", list(structure({{"Id", kName, kRequired},
                                {"Input", structure({{"Map", map(string().length(1, 4), string())},
                                                     {"Template", string(), kRequired}})}}))
                    .length(1, 2)},
    {"Streams", list(kName).length(1, 3)},
    {"Tags", map(string().length(1, 4), string().length(0, 3)).length(1, 2)},
    {"Anything", document()},
});

/// `{"Name": "n"` and `more`, so that a row shows only what it is about.
std::optional<ApiError> check(std::string_view more, const Dialect& dialect = kEventBridge) {
  return validate(kShape, json::parse(R"({"Name":"n")" + std::string{more} + "}"), dialect);
}

TEST(Validate, TakesWhatFits) {
  for (const std::string_view more : {
           R"()",
           R"(,"State":"ENABLED","Limit":100,"Days":5,"Start":0,"Percent":1.5)",
           R"(,"Limit":1e2,"Start":9223372036854775807)",
           R"(,"Targets":[{"Id":"a"},{"Id":"b","Input":{"Map":{"k":""},"Template":"t"}}])",
           R"(,"Streams":["a","b"],"Tags":{"a":""},"Anything":[{"x":1}],"Identifier":"a:b")",
           R"(,"State":null,"Limit":null,"Targets":null,"Tags":null)",
           R"(,"Unknown":{"deep":[1]},"name":7)",
           R"(,"Tags":{"\ud83d\ude00\ud83d\ude00":"x"})",
       }) {
    const auto error = check(more);
    EXPECT_FALSE(error) << more << ": " << error->message;
  }
}

struct Complaint {
  std::string_view more;
  std::string_view message;  ///< after `1 validation error detected: `
};

constexpr Complaint kOneComplaint[] = {
    {R"(,"Name":"!@#$@!#$")",
     R"(Value '!@#$@!#$' at 'name' failed to satisfy constraint: Member must satisfy regular )"
     R"(expression pattern: [\.\-_A-Za-z0-9]+)"},
    {R"(,"Name":"123456789")",
     "Value '123456789' at 'name' failed to satisfy constraint: Member must have length less than "
     "or equal to 8"},
    {R"(,"Name":null)",
     "Value null at 'name' failed to satisfy constraint: Member must not be null"},
    {R"(,"State":"on")",
     "Value 'on' at 'state' failed to satisfy constraint: Member must satisfy enum value set: "
     "[ENABLED, DISABLED]"},
    {R"(,"Identifier":"a b")",
     "Value at 'identifier' failed to satisfy constraint: Member must satisfy regular expression "
     R"(pattern: [\w#+=/:,.@-]*)"},
    {R"(,"Limit":0)",
     "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or "
     "equal to 1"},
    {R"(,"Limit":99999999999999999999)",
     "Value '1e+20' at 'limit' failed to satisfy constraint: Member must have value less than or "
     "equal to 100"},
    {R"(,"Days":2)",
     "Value '2' at 'days' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, "
     "5]"},
    {R"(,"Start":-1)",
     "Value '-1' at 'start' failed to satisfy constraint: Member must have value greater than or "
     "equal to 0"},
    {R"(,"Percent":100.5)",
     "Value '100.5' at 'percent' failed to satisfy constraint: Member must have value less than "
     "or equal to 100"},
    {R"(,"Targets":[])",
     "Value '[]' at 'targets' failed to satisfy constraint: Member must have length greater than "
     "or equal to 1"},
    {R"(,"Targets":[{"Id":"a"},{"Id":"b"},{"Id":"c"}])",
     "Value '[{id=a, input=null}, {id=b, input=null}, {id=c, input=null}]' at 'targets' failed to "
     "satisfy constraint: Member must have length less than or equal to 2"},
    {R"(,"Targets":[{"Id":"a"},{"Id":"b","Input":{}}])",
     "Value null at 'targets.2.member.input.template' failed to satisfy constraint: Member must "
     "not be null"},
    {R"(,"Targets":[{"Id":"a"},null])",
     "Value null at 'targets.2.member' failed to satisfy constraint: Member must not be null"},
    {R"(,"Targets":[{"Id":"a","Input":{"Template":"","Map":{"from?":"$.a","k":"$"}}}])",
     "Value '{from?=$.a, k=$}' at 'targets.1.member.input.map' failed to satisfy constraint: Map "
     "keys must satisfy constraint: [Member must have length less than or equal to 4, Member must "
     "have length greater than or equal to 1]"},
    {R"(,"Streams":["a","b c"])",
     "Value '[a, b c]' at 'streams' failed to satisfy constraint: Member must satisfy constraint: "
     "[Member must have length less than or equal to 8, Member must have length greater than or "
     R"(equal to 1, Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+])"},
    {R"(,"Tags":{"a":"long"})",
     "Value '{a=long}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: "
     "[Member must have length less than or equal to 3, Member must have length greater than or "
     "equal to 0]"},
    {R"(,"Tags":{"a":null})",
     "Value null at 'tags.a.member' failed to satisfy constraint: Member must not be null"},
};

TEST(Validate, WordsOneComplaintAsAwsDoes) {
  for (const auto& c : kOneComplaint) {
    SCOPED_TRACE(c.more);
    const auto error = check(c.more);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->message, "1 validation error detected: " + std::string{c.message});
    EXPECT_EQ(error->type, "ValidationException");
    EXPECT_EQ(error->status, 400);
  }
}

TEST(Validate, PutsThePatternBeforeTheLengthAndMembersInOrder) {
  const auto error = check(R"(,"Name":"a b c d e f","Limit":0)", kLogs);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->type, "InvalidParameterException");
  EXPECT_EQ(error->message,
            "3 validation errors detected: Value 'a b c d e f' at 'name' failed to satisfy "
            R"(constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+; )"
            "Value 'a b c d e f' at 'name' failed to satisfy constraint: Member must have length "
            "less than or equal to 8; Value '0' at 'limit' failed to satisfy constraint: Member "
            "must have value greater than or equal to 1");
}

TEST(Validate, JudgesTypesBeforeAnythingElse) {
  const auto error = check(R"(,"Name":"","Limit":"1")");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->type, "SerializationException");
  EXPECT_EQ(error->message, "STRING_VALUE can not be converted to an Integer");
}

TEST(Validate, CountsUtf16Units) {
  EXPECT_FALSE(check(R"(,"Tags":{"éé":"ééé"})"));
  EXPECT_TRUE(check(R"(,"Tags":{"a":"\ud83d\ude00\ud83d\ude00"})"));
}

TEST(Validate, QuotesNoMoreThanItsLimits) {
  json::object input{{"Name", std::string(1'000'000, '!')}};
  auto error = validate(kShape, input, kEventBridge);
  ASSERT_TRUE(error);
  EXPECT_LT(error->message.size(), 3 * kQuotedBytesMax);

  error = validate(kShape,
                   json::object{{"Name", "n"}, {"Tags", {{std::string(100'000, 'k'), nullptr}}}},
                   kEventBridge);
  ASSERT_TRUE(error);
  EXPECT_LT(error->message.size(), 3 * kQuotedBytesMax);

  json::array targets;
  for (int i = 0; i < 10'000; ++i) targets.push_back(json::object{{"Id", ""}});
  error = validate(kShape, json::object{{"Name", "n"}, {"Targets", targets}}, kEventBridge);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->message.starts_with("100 validation errors detected: "));
}

TEST(Shape, RefusesAPatternThatRe2CannotRead) {
  EXPECT_THROW(string().pattern("(?!x)y"), std::logic_error);
  const Shape shape = structure({{"A", string().pattern("(?!x)[a-z]", "[a-wyz]")}});
  const auto error = validate(shape, json::object{{"A", "x"}}, kLogs);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->message.ends_with("pattern: (?!x)[a-z]"));
}

}  // namespace
}  // namespace epitaph::aws
