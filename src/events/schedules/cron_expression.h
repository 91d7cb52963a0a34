#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "events/schedules/cron_days.h"
#include "events/schedules/cron_field.h"

namespace epitaph::events {

/// What stands in the brackets of `cron(…)`: six fields with blanks between, in UTC.
///
///   minutes 0-59 · hours 0-23 · day of month · month 1-12 or JAN-DEC · day of week · year
///
/// The days are cron_days.h's, the rest cron_field.h's. Years go from 1970 to 9999: AWS documents
/// 2199 as the last and takes later ones. Source: reference eventbridge.md, 11.
/// Immutable.
class CronExpression {
 public:
  /// nullopt for what is none. What can never come (31 February) is one all the same.
  static std::optional<CronExpression> parse(std::string_view text);

  /// The first minute after `after`, in which the expression holds; nullopt when there is none any
  /// more.
  std::optional<Timestamp> next(Timestamp after) const;

 private:
  explicit CronExpression(CronDays days) : days_(days) {}
  /// The first minute of that day at or after `from`.
  std::optional<Timestamp> first_on(std::chrono::sys_days day, Timestamp from) const;

  CronSet minutes_, hours_, months_, years_;
  CronDays days_;
};

}  // namespace epitaph::events
