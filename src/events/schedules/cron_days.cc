#include "events/schedules/cron_days.h"

#include <algorithm>
#include <array>

namespace epitaph::events {
namespace {

using namespace std::chrono;
using std::string_view_literals::operator""sv;

constexpr std::array kDayNames = {"SUN"sv, "MON"sv, "TUE"sv, "WED"sv, "THU"sv, "FRI"sv, "SAT"sv};
constexpr CronRange kDaysOfMonth{.min = 1, .max = 31};
constexpr CronRange kDaysOfWeek{.min = 1, .max = 7, .names = kDayNames};
constexpr CronRange kPlaces{.min = 1, .max = 5};

int day_of(year_month_day day) { return static_cast<int>(static_cast<unsigned>(day.day())); }

int last_day_of(year_month_day day) {
  const year_month_day last{day.year() / day.month() / std::chrono::last};
  return day_of(last);
}

/// Sunday is 1.
int day_of_week_of(year_month_day day) {
  return static_cast<int>(weekday{sys_days{day}}.c_encoding()) + 1;
}

/// The day of the month of the weekday (Monday to Friday) nearest to the `day`-th, in that month.
int nearest_weekday(year_month_day in, int day) {
  const int last = last_day_of(in);
  day = std::min(day, last);
  const year_month_day wanted{in.year(), in.month(), std::chrono::day{static_cast<unsigned>(day)}};
  const int of_week = day_of_week_of(wanted);
  if (of_week == 7) return day == 1 ? 3 : day - 1;
  if (of_week == 1) return day == last ? day - 2 : day + 1;
  return day;
}

}  // namespace

std::optional<CronDays> CronDays::parse(std::string_view day_of_month,
                                        std::string_view day_of_week) {
  if ((day_of_month == "?") == (day_of_week == "?")) return std::nullopt;
  CronDays days;
  const bool is_read = day_of_week == "?" ? days.parse_day_of_month(day_of_month)
                                          : days.parse_day_of_week(day_of_week);
  if (!is_read) return std::nullopt;
  return days;
}

bool CronDays::parse_day_of_month(std::string_view text) {
  if (text == "L" || text == "LW") {
    kind_ = text == "L" ? Kind::kLastDay : Kind::kLastWeekday;
    return true;
  }
  if (text.ends_with('W')) {
    kind_ = Kind::kNearestWeekday;
    const auto day = read_cron_value(text.substr(0, text.size() - 1), kDaysOfMonth);
    day_ = day.value_or(0);
    return day.has_value();
  }
  kind_ = Kind::kDaysOfMonth;
  const auto days = read_cron_field(text, kDaysOfMonth);
  if (days) days_ = *days;
  return days.has_value();
}

bool CronDays::parse_day_of_week(std::string_view text) {
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    kind_ = Kind::kNthOfMonth;
    const auto day = read_cron_value(text.substr(0, hash), kDaysOfWeek);
    const auto place = read_cron_value(text.substr(hash + 1), kPlaces);
    day_ = day.value_or(0);
    place_ = place.value_or(0);
    return day && place;
  }
  if (text.ends_with('L') && text != "L") {
    kind_ = Kind::kLastOfMonth;
    const auto day = read_cron_value(text.substr(0, text.size() - 1), kDaysOfWeek);
    day_ = day.value_or(0);
    return day.has_value();
  }
  kind_ = Kind::kDaysOfWeek;
  const auto days = read_cron_field(text == "L" ? "7" : text, kDaysOfWeek);
  if (days) days_ = *days;
  return days.has_value();
}

bool CronDays::contains(year_month_day day) const {
  const int of_month = day_of(day);
  switch (kind_) {
    case Kind::kDaysOfMonth:
      return days_.test(static_cast<std::size_t>(of_month));
    case Kind::kLastDay:
      return of_month == last_day_of(day);
    case Kind::kLastWeekday:
      return of_month == nearest_weekday(day, 31);
    case Kind::kNearestWeekday:
      return day_ <= last_day_of(day) && of_month == nearest_weekday(day, day_);
    case Kind::kDaysOfWeek:
      return days_.test(static_cast<std::size_t>(day_of_week_of(day)));
    case Kind::kLastOfMonth:
      return day_of_week_of(day) == day_ && of_month > last_day_of(day) - 7;
    case Kind::kNthOfMonth:
      return day_of_week_of(day) == day_ && (of_month - 1) / 7 + 1 == place_;
  }
  return false;
}

}  // namespace epitaph::events
