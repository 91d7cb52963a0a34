#pragma once
#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "events/schedules/cron_expression.h"

namespace epitaph::events {

/// A rule's ScheduleExpression, compiled:
///
///   rate(N unit)   N ≥ 1; minute, hour or day with 1, minutes, hours or days with more
///   cron(…)        cron_expression.h
///
/// to the letter: no blank before or behind, and one between number and unit.
/// Source: reference eventbridge.md, 11. Immutable.
class ScheduleExpression {
 public:
  /// nullopt for what is none.
  static std::optional<ScheduleExpression> parse(std::string_view text);

  /// The first time after `after` at which the schedule fires. A rate counts from `since` on and
  /// fires first when it has gone by once; cron goes by the calendar. nullopt: never again.
  std::optional<Timestamp> next(Timestamp since, Timestamp after) const;

 private:
  using Rate = std::chrono::minutes;
  explicit ScheduleExpression(std::variant<Rate, CronExpression> kind) : kind_(std::move(kind)) {}

  std::variant<Rate, CronExpression> kind_;
};

}  // namespace epitaph::events
