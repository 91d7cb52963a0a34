#include "aws/query_input.h"

#include <gtest/gtest.h>

#include "http/target.h"

namespace epitaph::aws {
namespace {

const Shape& form_shape() {
  static const Shape kAttribute =
      structure({{"Type", string()}, {"Texts", list(string()).in_query("Text")}});
  static const Shape kShape = structure({
      {"Name", string()},
      {"Seconds", integer()},
      {"Ratio", double_number()},
      {"On", boolean()},
      {"Since", timestamp()},
      {"Names", list(string()).in_query("AttributeName")},
      {"Plain", list(string())},
      {"Tags", map(string(), string()).in_query("Tag", "Key", "Value")},
      {"Attributes", map(string(), kAttribute).in_query("Attribute", "Name", "Value")},
      {"Entries", list(structure({{"Id", string()}, {"Names", list(string()).in_query("N")}}))
                      .in_query("Entry")},
  });
  return kShape;
}

TEST(QueryInput, IsReadAsTheShapeNamesIt) {
  struct Row {
    std::string_view name, form, input;
  };
  constexpr Row kRows[] = {
      {"nothing", "Action=A&Version=1", "{}"},
      {"scalars", "Name=n&Seconds=-5&Ratio=0.5&On=true&Since=2026-01-01T00%3A00%3A00Z",
       R"({"Name":"n","Seconds":-5,"Ratio":5E-1,"On":true,"Since":"2026-01-01T00:00:00Z"})"},
      {"an empty text", "Name=", R"({"Name":""})"},
      {"no number", "Seconds=5s&On=maybe&Ratio=", R"({"Seconds":"5s","Ratio":"","On":"maybe"})"},
      {"the first of two", "Name=a&Name=b", R"({"Name":"a"})"},
      {"a list by number", "AttributeName.2=b&AttributeName.1=a&AttributeName.10=c",
       R"({"Names":["a","b","c"]})"},
      {"a list without a name of its own", "Plain.1=a", R"({"Plain":["a"]})"},
      {"what is no number", "AttributeName.x=b&AttributeName.=c&AttributeName.-1=d",
       R"({"Names":[]})"},
      {"a map", "Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=x&Tag.3.Value=lost",
       R"({"Tags":{"k":"v","x":null}})"},
      {"a map of structures",
       "Attribute.1.Name=a&Attribute.1.Value.Type=String&Attribute.1.Value.Text.1=t",
       R"({"Attributes":{"a":{"Type":"String","Texts":["t"]}}})"},
      {"a list of structures", "Entry.1.Id=a&Entry.1.N.1=x&Entry.3.Id=b",
       R"({"Entries":[{"Id":"a","Names":["x"]},{"Id":"b"}]})"},
      {"a dot in a value, none in a name", "Tag.1.Key=a.b&Tag.1.Value=c.d",
       R"({"Tags":{"a.b":"c.d"}})"},
      {"too deep to be anything", "Name.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1=x", "{}"},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.name);
    const auto parameters = http::parse_form(row.form);
    ASSERT_TRUE(parameters);
    EXPECT_EQ(boost::json::serialize(query_input(form_shape(), *parameters)), row.input);
  }
}

}  // namespace
}  // namespace epitaph::aws
