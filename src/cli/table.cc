#include "cli/table.h"

#include <algorithm>
#include <utility>

namespace epitaph::cli {
namespace {

constexpr std::size_t kGap = 2;

/// A column as it is shown.
struct Shown {
  std::size_t index = 0;
  std::size_t least = 0;
  std::size_t width = 0;
  int rank = 0;
};

std::size_t least_columns(const std::vector<Shown>& shown) {
  std::size_t sum = 0;
  for (const auto& column : shown) sum += column.least + kGap;
  return sum - std::min(sum, kGap);
}

/// Leaves out what does not fit at its least.
void leave_out(std::vector<Shown>& shown, std::size_t columns) {
  while (least_columns(shown) > columns) {
    const auto worst = std::ranges::max_element(shown, {}, &Shown::rank);
    if (worst == shown.end() || worst->rank == 0) return;
    shown.erase(worst);
  }
}

/// Gives what is left of the window to the columns, to those of the lowest rank first.
void widen(std::vector<Shown>& shown, std::size_t columns) {
  const auto least = least_columns(shown);
  std::size_t left = columns - std::min(columns, least);
  std::vector<Shown*> by_rank;
  for (auto& column : shown) by_rank.push_back(&column);
  std::ranges::stable_sort(by_rank, {}, [](const Shown* column) { return column->rank; });
  for (auto* column : by_rank) {
    const auto more = std::min(column->width - column->least, left);
    column->width = column->least + more;
    left -= more;
  }
}

}  // namespace

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {
  std::vector<Cell> header;
  for (const auto& column : columns_) header.push_back({column.title, Colour::kBold});
  rows_.push_back(std::move(header));
}

void Table::add(std::vector<Cell> row) {
  for (auto& cell : row) cell.text = printable(cell.text);
  rows_.push_back(std::move(row));
}

std::string Table::text(const Window& window, std::size_t indent) const {
  std::vector<Shown> shown;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = 0;
    for (const auto& row : rows_) width = std::max(width, display_width(row[i].text));
    const auto least = columns_[i].least == 0 ? width : std::min(width, columns_[i].least);
    shown.push_back({.index = i, .least = least, .width = width, .rank = columns_[i].rank});
  }
  const auto columns = window.columns - std::min(window.columns, indent);
  leave_out(shown, columns);
  if (window.cuts) widen(shown, columns);
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent, ' ');
    for (const auto& column : shown) {
      const auto& cell = row[column.index];
      const auto text = shortened(cell.text, column.width);
      line += coloured(text, cell.colour);
      line.append(column.width - display_width(text) + kGap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace epitaph::cli
