#pragma once
#include <functional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "cli/table.h"

namespace epitaph::cli {

enum class OutputFormat { kTable, kWide, kJson, kYaml, kCsv, kNdjson };

/// The forms in which a column stands.
enum class ShownIn {
  kAll,
  kTables,    ///< table and wide: what only people need, "3d ago"
  kDetailed,  ///< wide and csv
};

/// One column of a list for people (table, wide) and for spreadsheets (csv).
struct Column {
  TableColumn table;
  std::function<Cell(const boost::json::object& item)> cell;
  ShownIn shown = ShownIn::kAll;
};

/// The column of the text at `path` of each item, as it is.
Column text_column(TableColumn table, std::string path, ShownIn shown = ShownIn::kAll);

/// Prints a list in the form asked for: json one array, ndjson an object a line, yaml a list, csv
/// and wide all columns whole, table those that the window has room for. Of an empty list `[]`, or
/// the header alone.
void print_list(const std::vector<boost::json::object>& items, const std::vector<Column>& columns,
                OutputFormat format);

/// Prints one value as json, ndjson or yaml; gives false for the forms made for people.
bool print_value(const boost::json::value& value, OutputFormat format);

/// The text at a path such as `diagnosis.cause` or `containers.0.name`; numbers as written, empty
/// when it is not there.
std::string text_at(const boost::json::value& value, std::string_view path);
std::string text_at(const boost::json::object& value, std::string_view path);

/// The array at such a path; an empty one when there is none.
const boost::json::array& list_at(const boost::json::object& value, std::string_view path);

}  // namespace epitaph::cli
