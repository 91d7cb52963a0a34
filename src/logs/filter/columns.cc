#include "logs/filter/columns.h"

namespace epitaph::logs {
namespace {

constexpr std::string_view kColumnBlanks = " \t\r\n";

bool is_column_blank(char c) { return kColumnBlanks.find(c) != std::string_view::npos; }

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

void ColumnReader::skip_blanks() {
  const std::size_t begin = rest_.find_first_not_of(kColumnBlanks);
  rest_.remove_prefix(begin == std::string_view::npos ? rest_.size() : begin);
}

std::string_view ColumnReader::next() {
  const std::size_t marked = marked_end(rest_);
  std::string_view column;
  if (marked != std::string_view::npos) {
    column = rest_.substr(1, marked - 2);
    rest_.remove_prefix(marked);
  } else {
    column = rest_.substr(0, rest_.find_first_of(kColumnBlanks));
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
  return rest_.substr(0, rest_.find_last_not_of(kColumnBlanks) + 1);
}

}  // namespace epitaph::logs
