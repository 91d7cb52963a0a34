#include "cli/output.h"

#include <charconv>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/yaml.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

void print_table(const std::vector<json::object>& items, const std::vector<Column>& columns,
                 bool wide) {
  std::vector<const Column*> shown;
  std::vector<TableColumn> heads;
  for (const auto& column : columns) {
    if (column.shown == ShownIn::kDetailed && !wide) continue;
    shown.push_back(&column);
    heads.push_back(wide ? TableColumn{column.table.title} : column.table);
  }
  Table table{std::move(heads)};
  for (const auto& item : items) {
    std::vector<Cell> row;
    for (const auto* column : shown) row.push_back(column->cell(item));
    table.add(std::move(row));
  }
  fmt::print("{}", table.text(window_of_stdout()));
}

void print_csv(const std::vector<json::object>& items, const std::vector<Column>& columns) {
  const auto print_row = [&](const auto& field_of) {
    std::vector<std::string> fields;
    for (const auto& column : columns) {
      if (column.shown != ShownIn::kTables) fields.push_back(field_of(column));
    }
    fmt::print("{}\n", csv_line(fields));
  };
  print_row([](const Column& column) { return column.table.title; });
  for (const auto& item : items) {
    print_row([&](const Column& column) { return column.cell(item).text; });
  }
}

const json::value* item_at(const json::array& items, std::string_view key) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  return error == std::errc{} ? items.if_contains(index) : nullptr;
}

const json::value* member_at(const json::value& value, std::string_view key) {
  if (value.is_object()) return value.get_object().if_contains(key);
  return value.is_array() ? item_at(value.get_array(), key) : nullptr;
}

const json::value* value_at(const json::value& value, std::string_view path) {
  const auto dot = path.find('.');
  const auto* member = member_at(value, path.substr(0, dot));
  if (!member || dot == std::string_view::npos) return member;
  return value_at(*member, path.substr(dot + 1));
}

const json::value* value_at(const json::object& value, std::string_view path) {
  const auto dot = path.find('.');
  const auto* member = value.if_contains(path.substr(0, dot));
  if (!member || dot == std::string_view::npos) return member;
  return value_at(*member, path.substr(dot + 1));
}

std::string text_of(const json::value& value) {
  if (value.is_null()) return {};
  return value.is_string() ? std::string{value.get_string()} : json::serialize(value);
}

}  // namespace

Column text_column(TableColumn table, std::string path, ShownIn shown) {
  return {std::move(table),
          [path = std::move(path)](const json::object& item) { return Cell{text_at(item, path)}; },
          shown};
}

void print_list(const std::vector<json::object>& items, const std::vector<Column>& columns,
                OutputFormat format) {
  switch (format) {
    case OutputFormat::kTable:
    case OutputFormat::kWide:
      return print_table(items, columns, format == OutputFormat::kWide);
    case OutputFormat::kCsv:
      return print_csv(items, columns);
    case OutputFormat::kNdjson:
      for (const auto& item : items) fmt::print("{}\n", json::serialize(item));
      return;
    case OutputFormat::kJson:
    case OutputFormat::kYaml:
      print_value(json::array(items.begin(), items.end()), format);
  }
}

bool print_value(const json::value& value, OutputFormat format) {
  switch (format) {
    case OutputFormat::kJson:
    case OutputFormat::kNdjson:
      fmt::print("{}\n", json::serialize(value));
      return true;
    case OutputFormat::kYaml:
      fmt::print("{}", to_yaml(value));
      return true;
    case OutputFormat::kTable:
    case OutputFormat::kWide:
    case OutputFormat::kCsv:
      break;
  }
  return false;
}

std::string text_at(const json::value& value, std::string_view path) {
  const auto* found = value_at(value, path);
  return found ? text_of(*found) : std::string{};
}

std::string text_at(const json::object& value, std::string_view path) {
  const auto* found = value_at(value, path);
  return found ? text_of(*found) : std::string{};
}

const json::array& list_at(const json::object& value, std::string_view path) {
  static const json::array kNone;
  const auto* found = value_at(value, path);
  return found && found->is_array() ? found->get_array() : kNone;
}

}  // namespace epitaph::cli
