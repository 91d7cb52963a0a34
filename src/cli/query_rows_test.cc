#include "cli/query_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

json::object row(const char* fields, bool unmasked = false) {
  return query_row(json::parse(fields).as_array(), unmasked);
}

std::vector<std::string> titles(const std::vector<json::object>& rows) {
  std::vector<std::string> found;
  for (const auto& column : query_columns(rows)) found.push_back(column.table.title);
  return found;
}

TEST(QueryRows, ARowIsOneObject) {
  EXPECT_EQ(json::serialize(row(R"([{"field":"detail.stopCode","value":"TaskFailedToStart"},
                                    {"field":"stops","value":"12"}])")),
            R"({"detail.stopCode":"TaskFailedToStart","stops":"12"})");
}

TEST(QueryRows, SecretsAreHiddenUnlessAskedFor) {
  constexpr auto kFields = R"([{"field":"detail.stoppedReason","value":"at http://h/?token=1"}])";
  EXPECT_EQ(row(kFields).at("detail.stoppedReason"), "at http://h/?***");
  EXPECT_EQ(row(kFields, true).at("detail.stoppedReason"), "at http://h/?token=1");
}

TEST(QueryRows, ColumnsAreThoseOfAllRowsInTheirOrder) {
  EXPECT_THAT(
      titles({{{"a", "1"}, {"c", "1"}}, {{"a", "1"}, {"b", "2"}, {"c", "3"}}, {{"d", "4"}}}),
      ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(titles({}), ElementsAre());
}

TEST(QueryRows, AGapStaysEmpty) {
  const std::vector<json::object> rows = {{{"a.b", "1"}}, {{"c", "2"}}};
  const auto columns = query_columns(rows);
  EXPECT_EQ(columns[0].cell(rows[1]).text + columns[1].cell(rows[1]).text, "2");
}

TEST(QueryRows, ThePointerIsNotForTables) {
  const auto columns = query_columns({{{"a", "1"}, {"@ptr", "x"}}});
  EXPECT_EQ(columns[0].shown, ShownIn::kAll);
  EXPECT_EQ(columns[1].shown, ShownIn::kDetailed);
}

}  // namespace
}  // namespace epitaph::cli
