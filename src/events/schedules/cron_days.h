#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "events/schedules/cron_field.h"

namespace epitaph::events {

/// The days that the day-of-month and day-of-week fields of a cron expression mean. Exactly one of
/// the two is `?`.
///
///   day of month   a field of 1-31, or `L` (the last day), `LW` (the last weekday), `nW` (the
///   weekday
///                  nearest to the n-th, within the month)
///   day of week    a field of 1-7 or SUN-SAT, or `L` (Saturday), `nL` (the last such day of the
///                  month), `n#k` (the k-th such day of the month, k from 1 to 5)
class CronDays {
 public:
  static std::optional<CronDays> parse(std::string_view day_of_month, std::string_view day_of_week);

  bool contains(std::chrono::year_month_day day) const;

 private:
  enum class Kind {
    kDaysOfMonth,
    kLastDay,
    kLastWeekday,
    kNearestWeekday,
    kDaysOfWeek,
    kLastOfMonth,
    kNthOfMonth
  };

  CronDays() = default;
  bool parse_day_of_month(std::string_view text);
  bool parse_day_of_week(std::string_view text);

  Kind kind_ = Kind::kDaysOfMonth;
  CronSet days_;   // of the month, or of the week with Sunday as 1
  int day_ = 0;    // the one that W, L or # is about
  int place_ = 0;  // behind the #
};

}  // namespace epitaph::events
