#include <array>
#include <cmath>
#include <memory>
#include <string>

#include "base/time_text.h"
#include "logs/insights/cursor.h"
#include "logs/insights/functions/date_pattern.h"
#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

// A moment, a number of milliseconds, or a text such as 2024-09-10T14:41:47.41Z.
std::optional<double> moment_of(const Value& value) {
  if (const auto number = value.to_number()) return number;
  if (!value.is_text()) return std::nullopt;
  std::string scratch;
  const auto time = parse_rfc3339(value.to_text(scratch));
  if (!time) return std::nullopt;
  return static_cast<double>(time->time_since_epoch().count());
}

Period period_at(const Arguments& arguments, std::size_t index) {
  return capped(arguments.expression(index).as<PeriodLiteral>()->period);
}

// bin(5m) is datefloor(@timestamp, 5m): the event's time is added behind what the query says.
Value call_bin(const Arguments& arguments) {
  const auto time = moment_of(arguments[1]);
  return time ? Value::time(floor_to(*time, period_at(arguments, 0))) : Value{};
}
Parsed<Done> prepare_bin(Call& call, Cursor& cursor, Span name) {
  EPITAPH_TRY(slot, cursor.scope().use_column("@timestamp", name));
  call.arguments.push_back({.node = FieldUse{slot}, .span = name});
  return Done{};
}

Value call_datefloor(const Arguments& arguments) {
  const auto time = moment_of(arguments[0]);
  return time ? Value::time(floor_to(*time, period_at(arguments, 1))) : Value{};
}
Value call_dateceil(const Arguments& arguments) {
  const auto time = moment_of(arguments[0]);
  return time ? Value::time(ceil_to(*time, period_at(arguments, 1))) : Value{};
}

Value call_to_millis(const Arguments& arguments) {
  const auto time = moment_of(arguments[0]);
  return time ? Value::number(*time) : Value{};
}
Value call_from_millis(const Arguments& arguments) {
  const auto number = arguments[0].to_number();
  return number ? Value::time(*number) : Value{};
}
// In seconds, unlike all else. Source: reference cloudwatch-logs.md, 5.3.
Value call_now(const Arguments& arguments) {
  return Value::number(std::floor(arguments.context().now_ms / 1000));
}

// The pattern and the zone of a call, which are texts in the query, so that they are read once.
struct PreparedDate final : Prepared {
  PreparedDate(DatePattern read_pattern, TimeZone read_zone)
      : pattern(std::move(read_pattern)), zone(std::move(read_zone)) {}
  DatePattern pattern;
  TimeZone zone;
};

Parsed<Done> prepare_date(Call& call, Cursor& cursor, Span /*name*/) {
  const Span pattern_span = call.arguments[1].span;
  const auto pattern_text = literal_text(call.arguments[1]);
  if (!pattern_text) return cursor.unexpected(pattern_span);
  auto pattern = DatePattern::compile(*pattern_text);
  if (!pattern) return cursor.error(pattern_span, "Invalid date format: " + *pattern_text);
  auto zone = TimeZone::find("UTC");
  if (call.arguments.size() > 2) {
    const Span zone_span = call.arguments[2].span;
    const auto name = literal_text(call.arguments[2]);
    if (!name) return cursor.unexpected(zone_span);
    zone = TimeZone::find(*name);
    if (!zone) return cursor.error(zone_span, "Invalid time zone: " + *name);
  }
  call.prepared = std::make_shared<const PreparedDate>(*std::move(pattern), *std::move(zone));
  return Done{};
}

const PreparedDate& prepared_date(const Arguments& arguments) {
  return static_cast<const PreparedDate&>(*arguments.prepared());
}

// Milliseconds, which fromMillis() makes a moment of.
Value call_parse_date(const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  const PreparedDate& date = prepared_date(arguments);
  const auto time = date.pattern.parse(value.to_text(scratch), date.zone);
  return time ? Value::number(*time) : Value{};
}
Value call_format_date(const Arguments& arguments) {
  const auto number = moment_of(arguments[0]);
  const Value time = number ? Value::time(*number) : Value{};
  if (time.absent()) return {};
  const PreparedDate& date = prepared_date(arguments);
  return Value::text(date.pattern.format(*time.to_number(), date.zone));
}

constexpr std::array kTimeFunctions = {
    Function{.name = "bin", .call = call_bin, .period_at = 0, .prepare = prepare_bin},
    Function{.name = "datefloor",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_datefloor,
             .period_at = 1},
    Function{.name = "dateceil",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_dateceil,
             .period_at = 1},
    Function{.name = "toMillis", .call = call_to_millis},
    Function{.name = "fromMillis", .call = call_from_millis},
    Function{.name = "now", .arguments_min = 0, .arguments_max = 0, .call = call_now},
    Function{.name = "parseDate",
             .arguments_min = 2,
             .arguments_max = 3,
             .call = call_parse_date,
             .prepare = prepare_date},
    Function{.name = "formatDate",
             .arguments_min = 2,
             .arguments_max = 3,
             .call = call_format_date,
             .prepare = prepare_date},
    Function{.name = "strftime",
             .arguments_min = 2,
             .arguments_max = 3,
             .call = call_format_date,
             .prepare = prepare_date},
};

}  // namespace

std::span<const Function> time_functions() { return kTimeFunctions; }

}  // namespace epitaph::logs::insights
