#pragma once
#include <string_view>

namespace epitaph::logs {

/// Reads a line column by column. Blanks, however many, stand between columns; `[…]` and `"…"` are
/// one column each, given without the marks, when the closing one ends the column too.
/// Points into the line; cheap to copy, which is how one looks ahead.
class ColumnReader {
 public:
  explicit ColumnReader(std::string_view line) : rest_(line) { skip_blanks(); }

  bool at_end() const { return rest_.empty(); }
  /// The next column; there must be one.
  std::string_view next();
  /// All that has not been read, as it stands there; without the marks when it is one column.
  std::string_view remainder() const;

 private:
  void skip_blanks();

  std::string_view rest_;
};

}  // namespace epitaph::logs
