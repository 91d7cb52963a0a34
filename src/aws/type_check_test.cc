#include "aws/type_check.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

struct TypeFault {
  std::string_view input;
  std::string_view fault;  ///< empty: none
};

constexpr TypeFault kTypeFaults[] = {
    {R"({})", ""},
    {R"({"Text":"a","Count":1,"Long":1.0,"Real":1,"Flag":true,"Time":1.5,"List":["a"]})", ""},
    {R"({"Time":"2024-09-10T14:41:47Z","Map":{"k":1},"Struct":{"A":"b"},"Any":{"x":[]}})", ""},
    {R"({"Text":null,"Count":null,"List":[null],"Map":{"k":null},"Struct":null})", ""},
    {R"({"text":1})", ""},
    {R"([])", "Start of list found where not expected"},
    {R"("x")", "Expected null"},
    {R"({"Text":1})", "NUMBER_VALUE can not be converted to a String"},
    {R"({"Text":1.5})", "DECIMAL_VALUE can not be converted to a String"},
    {R"({"Text":true})", "TRUE_VALUE can not be converted to a String"},
    {R"({"Text":["x"]})", "Start of list found where not expected"},
    {R"({"Text":{"a":1}})", "Start of structure or map found where not expected."},
    {R"({"Count":"1"})", "STRING_VALUE can not be converted to an Integer"},
    {R"({"Count":1.5})", "DECIMAL_VALUE can not be converted to an Integer"},
    {R"({"Count":true})", "TRUE_VALUE can not be converted to an Integer"},
    {R"({"Count":[1]})", "Start of list found where not expected"},
    {R"({"Long":"1"})", "STRING_VALUE can not be converted to a Long"},
    {R"({"Real":"1"})", "STRING_VALUE can not be converted to a Double"},
    {R"({"Flag":"true"})", "STRING_VALUE can not be converted to a Boolean"},
    {R"({"Flag":0})", "NUMBER_VALUE can not be converted to a Boolean"},
    {R"({"Time":"yesterday"})", "STRING_VALUE can not be converted to milliseconds since epoch"},
    {R"({"Time":false})", "FALSE_VALUE can not be converted to milliseconds since epoch"},
    {R"({"List":"a"})", "Expected list or null"},
    {R"({"List":{}})", "Start of structure or map found where not expected."},
    {R"({"List":["a",1]})", "NUMBER_VALUE can not be converted to a String"},
    {R"({"Map":[]})", "Start of list found where not expected"},
    {R"({"Map":"x"})", "Expected null"},
    {R"({"Map":{"a":1,"b":"2"}})", "STRING_VALUE can not be converted to an Integer"},
    {R"({"Struct":"x"})", "Expected null"},
    {R"({"Struct":[]})", "Start of list found where not expected"},
    {R"({"Struct":{"A":{}}})", "Start of structure or map found where not expected."},
};

TEST(TypeFault, WordsItAsAwsDoes) {
  const Shape shape = structure({{"Text", string()},
                                 {"Count", integer()},
                                 {"Long", long_integer()},
                                 {"Real", double_number()},
                                 {"Flag", boolean()},
                                 {"Time", timestamp()},
                                 {"List", list(string())},
                                 {"Map", map(string(), integer())},
                                 {"Struct", structure({{"A", string()}})},
                                 {"Any", document()}});
  for (const auto& c : kTypeFaults) {
    SCOPED_TRACE(c.input);
    EXPECT_EQ(type_fault(shape, boost::json::parse(c.input)).value_or(""), c.fault);
  }
}

}  // namespace
}  // namespace epitaph::aws
