#pragma once
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace epitaph::diagnosis {

/// For tests: the rows of the Markdown tables of a file, cell by cell without the blanks around;
/// header and rule are rows as well.
inline std::vector<std::vector<std::string>> table_rows(const std::filesystem::path& markdown) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream lines{markdown};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('|')) continue;
    auto& cells = rows.emplace_back();
    std::istringstream rest{line.substr(1)};
    for (std::string cell; std::getline(rest, cell, '|');) {
      const auto begin = cell.find_first_not_of(' ');
      const auto end = cell.find_last_not_of(' ');
      cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
    }
  }
  return rows;
}

}  // namespace epitaph::diagnosis
