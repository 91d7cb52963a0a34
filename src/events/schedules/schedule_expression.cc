#include "events/schedules/schedule_expression.h"

#include <algorithm>
#include <charconv>

#include <re2/re2.h>

namespace epitaph::events {
namespace {

using std::chrono::minutes;

/// A rate longer than this never fires in anybody's lifetime, and sums would run over.
constexpr std::int64_t kRateMinutesMax = std::int64_t{1000} * 366 * 24 * 60;

std::optional<minutes> read_rate(std::string_view text) {
  static const re2::RE2 kRate{R"(rate\(([0-9]+) (minute|hour|day)(s?)\))"};
  std::int64_t count = 0;
  std::string unit, plural;
  if (!re2::RE2::FullMatch({text.data(), text.size()}, kRate, &count, &unit, &plural)) {
    return std::nullopt;
  }
  if (count < 1 || (count == 1) != plural.empty()) return std::nullopt;
  const std::int64_t unit_minutes = unit == "minute" ? 1 : unit == "hour" ? 60 : 24 * 60;
  return minutes{std::min(count, kRateMinutesMax / unit_minutes) * unit_minutes};
}

}  // namespace

std::optional<ScheduleExpression> ScheduleExpression::parse(std::string_view text) {
  if (const auto rate = read_rate(text)) return ScheduleExpression{*rate};
  constexpr std::string_view kCron = "cron(";
  if (!text.starts_with(kCron) || !text.ends_with(')')) return std::nullopt;
  const auto cron =
      CronExpression::parse(text.substr(kCron.size(), text.size() - kCron.size() - 1));
  if (!cron) return std::nullopt;
  return ScheduleExpression{*cron};
}

std::optional<Timestamp> ScheduleExpression::next(Timestamp since, Timestamp after) const {
  if (const auto* cron = std::get_if<CronExpression>(&kind_)) {
    return cron->next(std::max(since, after));
  }
  const std::chrono::milliseconds rate = std::get<Rate>(kind_);
  if (after < since) return since + rate;
  return since + rate * ((after - since) / rate + 1);
}

}  // namespace epitaph::events
