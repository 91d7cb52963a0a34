#include "logs/insights/commands/shown_columns.h"

#include <algorithm>

namespace epitaph::logs::insights {
namespace {

bool fits_pattern(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

std::vector<Scope::Column>& shown_columns(Cursor& cursor) {
  auto& columns = cursor.query().columns;
  if (columns.empty()) {
    for (const std::string_view name : {"@timestamp", "@message"}) {
      columns.push_back({std::string{name}, cursor.fields().event_field(name)});
    }
  }
  return columns;
}

void show(std::vector<Scope::Column>& columns, std::string name, Slot slot) {
  const auto same = std::ranges::find(columns, name, &Scope::Column::name);
  if (same != columns.end()) {
    same->slot = slot;
  } else {
    columns.push_back({std::move(name), slot});
  }
}

std::vector<Scope::Column> columns_like(Cursor& cursor, std::string_view pattern) {
  std::vector<Scope::Column> found;
  for (const auto& column : shown_columns(cursor)) {
    if (fits_pattern(pattern, column.name)) found.push_back(column);
  }
  return found;
}

}  // namespace epitaph::logs::insights
