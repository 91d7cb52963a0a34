#include "logs/filter/delimited_pattern.h"

#include <algorithm>

#include <fmt/format.h>

#include "logs/filter/columns.h"
#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

using Column = std::optional<std::string_view>;

Column next_column(ColumnReader& reader) {
  return reader.at_end() ? Column{} : Column{reader.next()};
}

/// The last columns of a line, as many as there are items behind `...`.
class LastColumns {
 public:
  explicit LastColumns(std::size_t wanted) : wanted_(wanted) { memory().resize(wanted); }

  void add(std::string_view column) {
    if (wanted_ > 0) memory()[count_ % wanted_] = column;
    ++count_;
  }
  /// The column for the `item`th item behind the ellipsis.
  Column operator[](std::size_t item) const {
    if (count_ + item < wanted_) return std::nullopt;
    return memory()[(count_ + item - wanted_) % wanted_];
  }

 private:
  /// Kept for each thread, so that a match allocates nothing; one line at a time uses it.
  static std::vector<std::string_view>& memory() {
    static thread_local std::vector<std::string_view> columns;
    return columns;
  }

  std::size_t wanted_;
  std::size_t count_ = 0;
};

bool is_item_name_character(char c) { return is_word_character(c) || c == '-'; }

bool ends_item(const PatternScanner& scanner) {
  return scanner.peek() == ',' || scanner.peek() == ']';
}

}  // namespace

Result<std::size_t> DelimitedPattern::take_named_test(PatternScanner& scanner, Item& item) {
  scanner.skip_blanks();
  const auto name = scanner.take_while(is_item_name_character);
  if (name.empty()) return scanner.unexpected();
  // Refused when all has been read, as on AWS: what is no token at all is said first.
  if (!item.name.empty() && name != item.name) item.has_two_names = true;
  item.name = name;
  scanner.skip_blanks();
  EPITAPH_TRY(test, ValueTest::take(scanner));
  item.tests.push_back(std::move(test));
  return item.tests.size() - 1;
}

Result<DelimitedPattern::Item> DelimitedPattern::take_item(PatternScanner& scanner) {
  Item item;
  PatternScanner ahead = scanner;
  const auto name = ahead.take_while(is_item_name_character);
  ahead.skip_blanks();
  if (ends_item(ahead)) {
    item.name = name;
    scanner = ahead;
    return item;
  }
  EPITAPH_TRY(expression, take_expression(scanner, [&](PatternScanner& at) {
                return take_named_test(at, item);
              }));
  item.expression = std::move(expression);
  return item;
}

Result<DelimitedPattern> DelimitedPattern::compile(std::string_view text) {
  if (!text.ends_with(']')) return unclosed_filter_pattern('[', ']');
  DelimitedPattern pattern;
  PatternScanner scanner{text};
  scanner.take("[");
  do {
    scanner.skip_blanks();
    if (scanner.take("...")) {
      if (pattern.ellipsis_) return invalid_filter_pattern();
      pattern.ellipsis_ = pattern.items_.size();
    } else {
      EPITAPH_TRY(item, take_item(scanner));
      pattern.items_.push_back(std::move(item));
    }
    scanner.skip_blanks();
  } while (scanner.take(","));
  if (!scanner.take("]") || !scanner.at_end()) return scanner.unexpected();
  // One item is one column: AWS refuses `status = 4* && bytes > 1000`.
  const bool is_mixed = std::ranges::any_of(pattern.items_, &Item::has_two_names);
  if (is_mixed || pattern.regexes() > kRegexesMax) return invalid_filter_pattern();
  return pattern;
}

bool DelimitedPattern::Item::accepts(std::optional<std::string_view> column) const {
  if (!expression) return true;
  return column &&
         expression->holds([&](std::size_t test) { return tests[test].accepts_column(*column); });
}

bool DelimitedPattern::matches(std::string_view line) const {
  return ellipsis_ ? match_around_ellipsis(line) : match_to_the_end(line);
}

bool DelimitedPattern::match_to_the_end(std::string_view line) const {
  ColumnReader reader{line};
  for (std::size_t i = 0; i + 1 < items_.size(); ++i) {
    if (!items_[i].accepts(next_column(reader))) return false;
  }
  return items_.back().accepts(reader.at_end() ? Column{} : Column{reader.remainder()});
}

bool DelimitedPattern::match_around_ellipsis(std::string_view line) const {
  ColumnReader reader{line};
  for (std::size_t i = 0; i < *ellipsis_; ++i) {
    if (!items_[i].accepts(next_column(reader))) return false;
  }
  const std::size_t behind = items_.size() - *ellipsis_;
  LastColumns last{behind};
  while (!reader.at_end()) last.add(reader.next());
  for (std::size_t i = 0; i < behind; ++i) {
    if (!items_[*ellipsis_ + i].accepts(last[i])) return false;
  }
  return true;
}

std::map<std::string, std::string> DelimitedPattern::extract(std::string_view line) const {
  std::vector<std::string_view> columns;
  ColumnReader reader{line};
  while (!reader.at_end()) {
    const bool has_rest = !ellipsis_ && columns.size() + 1 == items_.size();
    columns.push_back(has_rest ? reader.remainder() : reader.next());
    if (has_rest) break;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.size(); ++i) names.push_back(fmt::format("${}", i + 1));
  const auto name = [&](std::size_t column, const Item& item) {
    if (column < names.size() && !item.name.empty()) names[column] = "$" + item.name;
  };
  const std::size_t before = ellipsis_.value_or(items_.size());
  const std::size_t behind = items_.size() - before;
  for (std::size_t i = 0; i < before; ++i) name(i, items_[i]);
  for (std::size_t i = 0; i < behind; ++i) {
    // Those that would lie under the items before the ellipsis are not there.
    const std::size_t column = columns.size() + i;
    if (column >= behind + before) name(column - behind, items_[before + i]);
  }
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < columns.size(); ++i) values[names[i]] = columns[i];
  return values;
}

bool DelimitedPattern::has_name(std::string_view name) const {
  return std::ranges::any_of(items_, [&](const Item& item) { return item.name == name; });
}

std::size_t DelimitedPattern::regexes() const {
  std::size_t count = 0;
  for (const Item& item : items_) {
    count += static_cast<std::size_t>(std::ranges::count_if(item.tests, &ValueTest::is_regex));
  }
  return count;
}

}  // namespace epitaph::logs
