#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace epitaph::logs::insights {

enum class PeriodUnit : std::uint8_t {
  kMillisecond,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear
};

/// A span of time as queries write it: 5m, 1h, 2 weeks. Months, quarters and years are the
/// calendar's.
struct Period {
  std::uint32_t count = 1;
  PeriodUnit unit = PeriodUnit::kMinute;
};

/// `ms msec millisecond`, `s sec second`, `m min minute`, `h hr hour`, `d day`, `w week`,
/// `mo mon month`, `q qtr quarter`, `y yr year`, in any case; all but single letters also with an
/// s.
std::optional<PeriodUnit> parse_period_unit(std::string_view word);

/// As bin() and its kind apply it: at most 1000 ms, 60 s, 60 m or 24 h, so that 300s acts as 60s.
/// Source: reference cloudwatch-logs.md, 5.3.
Period capped(Period period);

/// Where the stretch begins that `epoch_ms` lies in; no number (NaN) where years have five digits.
/// Stretches of up to a week are counted from 1970-01-01 (weeks from Monday, 1969-12-29), months
/// and years from the calendar's beginning. UTC.
double floor_to(double epoch_ms, Period period);
/// Where the next one begins; `epoch_ms` itself where one begins there.
double ceil_to(double epoch_ms, Period period);

/// The period's length; months count 30 days, quarters 90, years 365.
double length_ms(Period period);

}  // namespace epitaph::logs::insights
