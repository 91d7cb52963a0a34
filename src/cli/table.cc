#include "cli/table.h"

#include <algorithm>
#include <utility>

namespace epitaph::cli {
namespace {

constexpr std::size_t kGap = 2;
/// The last column keeps so much, however narrow the window.
constexpr std::size_t kLastColumnMin = 20;

}  // namespace

Table::Table(std::vector<std::string> titles) {
  std::vector<Cell> header;
  for (auto& title : titles) header.push_back({std::move(title), Colour::kBold});
  rows_.push_back(std::move(header));
}

void Table::add(std::vector<Cell> row) {
  for (auto& cell : row) cell.text = printable(cell.text);
  rows_.push_back(std::move(row));
}

std::string Table::text(std::size_t indent) const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i].text));
    }
  }
  if (const auto window = terminal_width(); window > 0) {
    std::size_t used = indent;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) used += widths[i] + kGap;
    widths.back() =
        std::min(widths.back(), std::max(window > used ? window - used : 0, kLastColumnMin));
  }
  std::string out;
  for (const auto& row : rows_) {
    out.append(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto text = shortened(row[i].text, widths[i]);
      out += coloured(text, row[i].colour);
      if (i + 1 < row.size()) out.append(widths[i] - display_width(text) + kGap, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

}  // namespace epitaph::cli
