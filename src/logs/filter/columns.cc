#include "logs/filter/columns.h"

#include <algorithm>

namespace epitaph::logs {
namespace {

// The first test alone decides for nearly every byte of a line.
bool is_column_blank(char c) {
  return c <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n');
}

/// How much of `line` comes before its first blank, or before the first byte that is none.
std::size_t length_of_column(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::find_if(line, is_column_blank) - line.begin());
}
std::size_t length_of_blanks(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::find_if_not(line, is_column_blank) - line.begin());
}

/// Where the marked column ends that `line` begins with, behind its closing mark; npos when it
/// begins with none, or the mark does not end a column.
std::size_t marked_end(std::string_view line) {
  const char closing = line[0] == '[' ? ']' : line[0] == '"' ? '"' : '\0';
  if (closing == '\0') return std::string_view::npos;
  const std::size_t at = line.find(closing, 1);
  if (at == std::string_view::npos) return at;
  const bool ends = at + 1 == line.size() || is_column_blank(line[at + 1]);
  return ends ? at + 1 : std::string_view::npos;
}

}  // namespace

void ColumnReader::skip_blanks() { rest_.remove_prefix(length_of_blanks(rest_)); }

std::string_view ColumnReader::next() {
  const std::size_t marked = marked_end(rest_);
  std::string_view column;
  if (marked != std::string_view::npos) {
    column = rest_.substr(1, marked - 2);
    rest_.remove_prefix(marked);
  } else {
    column = rest_.substr(0, length_of_column(rest_));
    rest_.remove_prefix(column.size());
  }
  skip_blanks();
  return column;
}

std::string_view ColumnReader::remainder() const {
  if (at_end()) return {};
  ColumnReader ahead = *this;
  const auto column = ahead.next();
  if (ahead.at_end()) return column;
  std::string_view all = rest_;
  while (is_column_blank(all.back())) all.remove_suffix(1);
  return all;
}

}  // namespace epitaph::logs
