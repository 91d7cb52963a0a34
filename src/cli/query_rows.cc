#include "cli/query_rows.h"

#include <algorithm>
#include <string>

#include "cli/log_masking.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// A column of free text may be cut down to so much of it in a narrow window.
constexpr std::size_t kTextLeast = 12;

/// The names of all columns. One that an earlier row lacked comes behind the column that it
/// follows in its own row.
std::vector<std::string> column_names(const std::vector<json::object>& rows) {
  std::vector<std::string> names;
  for (const json::object& row : rows) {
    auto place = names.begin();
    for (const auto& field : row) {
      auto found = std::ranges::find(names, field.key());
      if (found == names.end()) found = names.insert(place, std::string{field.key()});
      place = found + 1;
    }
  }
  return names;
}

Column query_column(const std::string& name, int place) {
  const bool is_time = name == "@timestamp" || name == "@ingestionTime";
  return {{.title = name, .least = is_time ? 0 : kTextLeast, .rank = place},
          [name](const json::object& row) {
            const auto* value = row.if_contains(name);
            return Cell{value ? std::string{value->as_string()} : std::string{}};
          },
          name == "@ptr" ? ShownIn::kDetailed : ShownIn::kAll};
}

}  // namespace

json::object query_row(const json::array& fields, bool unmasked) {
  json::object row;
  for (const json::value& field : fields) {
    const auto name = text_at(field, "field");
    auto value = text_at(field, "value");
    row[name] = unmasked ? std::move(value) : masked_value(name, value);
  }
  return row;
}

std::vector<Column> query_columns(const std::vector<json::object>& rows) {
  std::vector<Column> columns;
  for (const std::string& name : column_names(rows)) {
    columns.push_back(query_column(name, static_cast<int>(columns.size())));
  }
  return columns;
}

}  // namespace epitaph::cli
