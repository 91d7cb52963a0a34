#include "logs/insights/period.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>

#include "base/ascii.h"
#include "logs/insights/token.h"

namespace epitaph::logs::insights {
namespace {

struct UnitWord {
  std::string_view word;
  PeriodUnit unit;
};

constexpr std::array kUnitWords = {
    UnitWord{"ms", PeriodUnit::kMillisecond},
    UnitWord{"msec", PeriodUnit::kMillisecond},
    UnitWord{"millisecond", PeriodUnit::kMillisecond},
    UnitWord{"s", PeriodUnit::kSecond},
    UnitWord{"sec", PeriodUnit::kSecond},
    UnitWord{"second", PeriodUnit::kSecond},
    UnitWord{"m", PeriodUnit::kMinute},
    UnitWord{"min", PeriodUnit::kMinute},
    UnitWord{"minute", PeriodUnit::kMinute},
    UnitWord{"h", PeriodUnit::kHour},
    UnitWord{"hr", PeriodUnit::kHour},
    UnitWord{"hour", PeriodUnit::kHour},
    UnitWord{"d", PeriodUnit::kDay},
    UnitWord{"day", PeriodUnit::kDay},
    UnitWord{"w", PeriodUnit::kWeek},
    UnitWord{"week", PeriodUnit::kWeek},
    UnitWord{"mo", PeriodUnit::kMonth},
    UnitWord{"mon", PeriodUnit::kMonth},
    UnitWord{"month", PeriodUnit::kMonth},
    UnitWord{"q", PeriodUnit::kQuarter},
    UnitWord{"qtr", PeriodUnit::kQuarter},
    UnitWord{"quarter", PeriodUnit::kQuarter},
    UnitWord{"y", PeriodUnit::kYear},
    UnitWord{"yr", PeriodUnit::kYear},
    UnitWord{"year", PeriodUnit::kYear},
};

constexpr double kDayMs = 86'400'000;
// 1970-01-01 was a Thursday, and weeks begin on Monday.
constexpr double kFirstMondayMs = -3 * kDayMs;

// No moment of the language lies further off.
constexpr double kReachMs = 1e15;
constexpr std::int64_t kYearMax = 10'000;
constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

double unit_ms(PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::kMillisecond:
      return 1;
    case PeriodUnit::kSecond:
      return 1000;
    case PeriodUnit::kMinute:
      return 60'000;
    case PeriodUnit::kHour:
      return 3'600'000;
    case PeriodUnit::kDay:
      return kDayMs;
    case PeriodUnit::kWeek:
      return 7 * kDayMs;
    case PeriodUnit::kMonth:
      return 30 * kDayMs;
    case PeriodUnit::kQuarter:
      return 90 * kDayMs;
    case PeriodUnit::kYear:
      return 365 * kDayMs;
  }
  return 1;
}

// How many months a period of the calendar has; 0 of the others.
std::int64_t months_of(Period period) {
  switch (period.unit) {
    case PeriodUnit::kMonth:
      return period.count;
    case PeriodUnit::kQuarter:
      return std::int64_t{3} * period.count;
    case PeriodUnit::kYear:
      return std::int64_t{12} * period.count;
    default:
      return 0;
  }
}

std::int64_t month_of(double epoch_ms) {
  const std::chrono::sys_days day{
      std::chrono::days{static_cast<std::int64_t>(std::floor(epoch_ms / kDayMs))}};
  const std::chrono::year_month_day date{day};
  return std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month()) - 1;
}

double begin_of_month(std::int64_t month) {
  const std::int64_t year = month >= 0 ? month / 12 : (month - 11) / 12;
  if (year < -1 || year > kYearMax) return kNever;
  const auto number = static_cast<unsigned>(month - year * 12 + 1);
  const std::chrono::sys_days day{std::chrono::year{static_cast<int>(year)} /
                                  std::chrono::month{number} / 1};
  return static_cast<double>(day.time_since_epoch().count()) * kDayMs;
}

std::int64_t floor_multiple(std::int64_t number, std::int64_t of) {
  const std::int64_t rest = number % of;
  return number - (rest < 0 ? rest + of : rest);
}

}  // namespace

std::optional<PeriodUnit> parse_period_unit(std::string_view word) {
  for (const UnitWord& known : kUnitWords) {
    if (equal_ignoring_case(word, known.word)) return known.unit;
    const bool plural = known.word.size() > 1 && !word.empty() &&
                        (word.back() == 's' || word.back() == 'S') &&
                        equal_ignoring_case(word.substr(0, word.size() - 1), known.word);
    if (plural) return known.unit;
  }
  return std::nullopt;
}

Period capped(Period period) {
  switch (period.unit) {
    case PeriodUnit::kMillisecond:
      period.count = std::min(period.count, 1000U);
      break;
    case PeriodUnit::kSecond:
    case PeriodUnit::kMinute:
      period.count = std::min(period.count, 60U);
      break;
    case PeriodUnit::kHour:
      period.count = std::min(period.count, 24U);
      break;
    default:
      break;
  }
  return period;
}

double floor_to(double epoch_ms, Period period) {
  if (!(std::abs(epoch_ms) < kReachMs)) return kNever;
  if (const std::int64_t months = months_of(period); months > 0) {
    return begin_of_month(floor_multiple(month_of(epoch_ms), months));
  }
  const double length = unit_ms(period.unit) * period.count;
  const double origin = period.unit == PeriodUnit::kWeek ? kFirstMondayMs : 0;
  return origin + std::floor((epoch_ms - origin) / length) * length;
}

double ceil_to(double epoch_ms, Period period) {
  const double floor = floor_to(epoch_ms, period);
  if (floor == epoch_ms || std::isnan(floor)) return floor;
  if (const std::int64_t months = months_of(period); months > 0) {
    return begin_of_month(month_of(floor) + months);
  }
  return floor + unit_ms(period.unit) * period.count;
}

double length_ms(Period period) { return unit_ms(period.unit) * period.count; }

}  // namespace epitaph::logs::insights
