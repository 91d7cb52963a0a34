#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logs/filter/filter_pattern.h"
#include "logs/filter/json_paths.h"

namespace epitaph::logs {

/// What a metric filter adds to its metric for a message that matches: a number, `2.5`; the value
/// of a JSON member, `$.latency`, whether the pattern names it or not; a column of a
/// space-delimited pattern, by its name or place, `$bytes` or `$4`. Immutable. Any number of
/// threads. Source: reference cloudwatch-logs.md, 3.5.
class MetricValue {
 public:
  /// Errors: kInvalid when `text` is none of these, or not one for messages of this pattern.
  static Result<MetricValue> compile(std::string_view text, const FilterPattern& pattern);

  /// nullopt when the message has no such value or it is no number: nothing is added then.
  /// `pattern` must be the one it was compiled for.
  std::optional<double> of(const FilterPattern& pattern, std::string_view message) const;

 private:
  MetricValue() = default;

  std::optional<double> constant_;
  std::string column_;  ///< with its `$`
  std::optional<JsonPaths> path_;
};

/// Whether `text` selects a value of messages of this pattern, as dimensions must: all of the above
/// but the number.
bool is_selector_for(std::string_view text, const FilterPattern& pattern);

}  // namespace epitaph::logs
