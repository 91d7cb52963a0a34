#include "logs/filter/metric_value.h"

#include <algorithm>

#include "base/ascii.h"
#include "logs/filter/number_text.h"

namespace epitaph::logs {
namespace {

/// The first value that one selector meets.
class FirstNumber final : public JsonVisitor {
 public:
  void found(std::size_t, const JsonLeaf& leaf) override {
    const bool has_text =
        leaf.kind == JsonLeaf::Kind::kNumber || leaf.kind == JsonLeaf::Kind::kText;
    if (has_text && !value) value = number_of(leaf.text);
  }
  void restart() override { value.reset(); }

  std::optional<double> value;
};

std::optional<JsonSelector> read_selector(std::string_view text) {
  PatternScanner scanner{text};
  auto selector = take_selector(scanner);
  if (!selector || !scanner.at_end()) return std::nullopt;
  return *std::move(selector);
}

/// `$bytes` or `$4`.
bool is_column_of(std::string_view text, const FilterPattern& pattern) {
  if (!text.starts_with('$') || pattern.is_of_terms() || pattern.is_of_json()) return false;
  text.remove_prefix(1);
  return is_digits(text) || (!text.empty() && pattern.has_column(text));
}

}  // namespace

Result<MetricValue> MetricValue::compile(std::string_view text, const FilterPattern& pattern) {
  MetricValue value;
  value.constant_ = number_of(text);
  if (value.constant_) return value;
  if (is_column_of(text, pattern)) {
    value.column_ = text;
    return value;
  }
  if (pattern.is_of_json()) {
    if (const auto selector = read_selector(text)) {
      value.path_.emplace(std::span{&*selector, 1});
      return value;
    }
  }
  return Error{ErrorKind::kInvalid, "metric value must be a number or a selector of the pattern"};
}

std::optional<double> MetricValue::of(const FilterPattern& pattern,
                                      std::string_view message) const {
  if (constant_) return constant_;
  if (path_) {
    FirstNumber number;
    return path_->walk(message, number) ? number.value : std::nullopt;
  }
  const auto columns = pattern.extract(message);
  const auto found = columns.find(column_);
  return found == columns.end() ? std::nullopt : number_of(found->second);
}

bool is_selector_for(std::string_view text, const FilterPattern& pattern) {
  return is_column_of(text, pattern) || (pattern.is_of_json() && read_selector(text).has_value());
}

}  // namespace epitaph::logs
