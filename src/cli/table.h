#pragma once
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace epitaph::cli {

struct Cell {
  std::string text;  ///< made printable by the table
  Colour colour = Colour::kNone;
};

/// A column, and what may become of it in a window that is too narrow for all of them.
struct TableColumn {
  std::string title;
  std::size_t least = 0;  ///< it may be cut down to so many columns; 0: it is never cut
  int rank = 0;           ///< those of the highest rank are left out first; those of 0 never
};

/// Columns that line up, with a header, laid out for a window: what does not fit is left out by
/// rank, then cut. In a pipe the same columns stand as in a window of 80, and none is cut.
class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);
  void add(std::vector<Cell> row);
  /// All lines, each ended by a line feed. `indent` blanks stand before each.
  std::string text(const Window& window, std::size_t indent = 0) const;

 private:
  std::vector<TableColumn> columns_;
  std::vector<std::vector<Cell>> rows_;  // the header is the first
};

}  // namespace epitaph::cli
