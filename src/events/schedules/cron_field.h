#pragma once
#include <bitset>
#include <optional>
#include <span>
#include <string_view>

namespace epitaph::events {

/// What one field of a cron expression may hold.
struct CronRange {
  int min = 0;
  int max = 0;
  std::span<const std::string_view> names = {};  ///< of `min`, `min` + 1 …; any case
};

/// Large enough for every field; the years are the greatest values.
constexpr int kCronValueMax = 9999;
using CronSet = std::bitset<kCronValueMax + 1>;

/// One number or name within the range.
std::optional<int> read_cron_value(std::string_view text, const CronRange& range);

/// The values that a field means:
///
///   field = item ( "," item )*
///   item  = ( "*" | value | value "-" value ) [ "/" step ]
///
/// `value/step` begins at the value and ends with the range; `step` is at least 1. A span whose end
/// comes before its begin goes round (`FRI-MON`, `22-2`). nullopt for all else.
std::optional<CronSet> read_cron_field(std::string_view text, const CronRange& range);

}  // namespace epitaph::events
