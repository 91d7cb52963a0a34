#include "events/schedules/cron_expression.h"

#include <algorithm>
#include <array>
#include <vector>

namespace epitaph::events {
namespace {

using namespace std::chrono;
using std::string_view_literals::operator""sv;

constexpr std::array kMonthNames = {"JAN"sv, "FEB"sv, "MAR"sv, "APR"sv, "MAY"sv, "JUN"sv,
                                    "JUL"sv, "AUG"sv, "SEP"sv, "OCT"sv, "NOV"sv, "DEC"sv};
constexpr int kYearMin = 1970;
constexpr CronRange kMinutes{.min = 0, .max = 59};
constexpr CronRange kHours{.min = 0, .max = 23};
constexpr CronRange kMonths{.min = 1, .max = 12, .names = kMonthNames};
constexpr CronRange kYears{.min = kYearMin, .max = kCronValueMax};

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) fields.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return fields;
}

}  // namespace

std::optional<CronExpression> CronExpression::parse(std::string_view text) {
  const auto fields = split(text);
  if (fields.size() != 6) return std::nullopt;
  const auto minutes = read_cron_field(fields[0], kMinutes);
  const auto hours = read_cron_field(fields[1], kHours);
  const auto days = CronDays::parse(fields[2], fields[4]);
  const auto months = read_cron_field(fields[3], kMonths);
  const auto years = read_cron_field(fields[5], kYears);
  if (!minutes || !hours || !days || !months || !years) return std::nullopt;
  CronExpression expression{*days};
  expression.minutes_ = *minutes;
  expression.hours_ = *hours;
  expression.months_ = *months;
  expression.years_ = *years;
  return expression;
}

std::optional<Timestamp> CronExpression::first_on(sys_days day, Timestamp from) const {
  for (auto minute = std::max<Timestamp>(day, from); minute < day + days{1}; minute += 1min) {
    const auto of_day = duration_cast<minutes>(minute - day).count();
    if (hours_.test(static_cast<std::size_t>(of_day / 60)) &&
        minutes_.test(static_cast<std::size_t>(of_day % 60))) {
      return minute;
    }
  }
  return std::nullopt;
}

std::optional<Timestamp> CronExpression::next(Timestamp after) const {
  const Timestamp from = floor<minutes>(after) + 1min;
  year_month_day day{floor<days>(from)};
  // Whole years and months that are not meant are passed over, so that even what never comes is
  // known within milliseconds.
  while (int{day.year()} <= kCronValueMax) {
    if (int{day.year()} < kYearMin) {
      day = year{kYearMin} / January / 1;
    } else if (!years_.test(static_cast<std::size_t>(int{day.year()}))) {
      day = (day.year() + years{1}) / January / 1;
    } else if (!months_.test(unsigned{day.month()})) {
      day = year_month_day{sys_days{(day.year() / day.month() + months{1}) / 1}};
    } else {
      if (days_.contains(day)) {
        if (const auto found = first_on(day, from)) return found;
      }
      day = year_month_day{sys_days{day} + days{1}};
    }
  }
  return std::nullopt;
}

}  // namespace epitaph::events
