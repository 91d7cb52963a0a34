#pragma once
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace epitaph::cli {

struct Cell {
  std::string text;  ///< made printable by the table
  Colour colour = Colour::kNone;
};

/// Columns that line up, with a header. On a terminal the last column is cut to the window's width;
/// in a pipe nothing is cut.
class Table {
 public:
  explicit Table(std::vector<std::string> titles);
  void add(std::vector<Cell> row);
  /// All lines, each ended by a line feed. `indent` blanks stand before each.
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace epitaph::cli
