#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logs/filter/expression.h"
#include "logs/filter/value_test.h"

namespace epitaph::logs {

/// A filter pattern for lines of columns (columns.h):
///
///   [ip, user, ..., request = *.html*, status = 4* && status != 404, bytes > 1000]
///
/// An item is a column: a name, with or without tests on it, or nothing, which holds its place.
/// `...`, once, stands for any number of columns; the items behind it are the line's last. Without
/// it the last item has all that is left of the line. A column that the line lacks fails its tests;
/// an item without tests asks for nothing. Source: reference cloudwatch-logs.md, 4.3.
/// Immutable. Any number of threads; nothing is allocated to match.
class DelimitedPattern {
 public:
  /// Errors: kInvalid, worded by AWS.
  static Result<DelimitedPattern> compile(std::string_view text);

  bool matches(std::string_view line) const;
  /// `$status` → its column, and `$4` → the fourth one where that has no name.
  std::map<std::string, std::string> extract(std::string_view line) const;

  /// Whether an item is so called.
  bool has_name(std::string_view name) const;
  std::size_t regexes() const;

 private:
  struct Item {
    std::string name{};  ///< empty: it holds a place
    std::vector<ValueTest> tests{};
    std::optional<Expression> expression{};
    bool has_two_names = false;

    bool accepts(std::optional<std::string_view> column) const;
  };
  static Result<Item> take_item(PatternScanner& scanner);
  static Result<std::size_t> take_named_test(PatternScanner& scanner, Item& item);
  bool match_to_the_end(std::string_view line) const;
  bool match_around_ellipsis(std::string_view line) const;

  std::vector<Item> items_;
  std::optional<std::size_t> ellipsis_;  ///< how many items stand before it
};

}  // namespace epitaph::logs
