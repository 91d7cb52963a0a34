#include "base/time_text.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace epitaph {
namespace {

using std::chrono::milliseconds;

struct Fields {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<milliseconds> time;
};

Fields fields_of(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<milliseconds>{time - day}};
}

/// Takes exactly `digits` decimal digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || !any_of.contains(text.front())) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return milliseconds{0};
  int value = 0;
  int digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
    if (++digits <= 3) value = value * 10 + (text.front() - '0');
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return milliseconds{value};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return std::chrono::minutes{0};
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

}  // namespace

std::string format_rfc3339_seconds(Timestamp time) {
  const auto [date, clock] = fields_of(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string format_rfc3339(Timestamp time) {
  std::string text = format_rfc3339_seconds(time);
  if (const auto fraction = fields_of(time).time.subseconds().count(); fraction != 0) {
    text.pop_back();
    text += fmt::format(".{:03}Z", fraction);
  }
  return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || *year == 0 || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !take(text, "Tt ")) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 60) return std::nullopt;  // a leap second counts as the next one
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;

  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Timestamp{std::chrono::sys_days{date}} + std::chrono::hours{*hour} +
         std::chrono::minutes{*minute} + std::chrono::seconds{*second} + *fraction - *offset;
}

std::optional<milliseconds> parse_duration(std::string_view text) {
  struct Unit {
    char letter;
    std::chrono::seconds length;
  };
  constexpr std::array<Unit, 5> kUnits = {{{'w', std::chrono::weeks{1}},
                                           {'d', std::chrono::days{1}},
                                           {'h', std::chrono::hours{1}},
                                           {'m', std::chrono::minutes{1}},
                                           {'s', std::chrono::seconds{1}}}};
  constexpr std::chrono::seconds kMost = std::chrono::years{10};
  std::chrono::seconds total{0};
  auto unit = kUnits.begin();
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return std::nullopt;
    while (unit != kUnits.end() && unit->letter != text.front()) ++unit;
    if (unit == kUnits.end() || count > kMost / unit->length) return std::nullopt;
    total += count * unit->length;
    if (total > kMost) return std::nullopt;
    ++unit;
    text.remove_prefix(1);
  }
  return total;
}

std::string format_duration(milliseconds duration) {
  if (duration < milliseconds{0}) return "-" + format_duration(-duration);
  if (duration < std::chrono::seconds{1}) return fmt::format("{}ms", duration.count());
  if (duration < std::chrono::seconds{10} && duration.count() % 1000 != 0) {
    return fmt::format("{:.1f}s", static_cast<double>(duration.count()) / 1000);
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration).count();
  if (seconds < 60) return fmt::format("{}s", seconds);
  if (seconds < 3600) {
    return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60)
                             : fmt::format("{}m {}s", seconds / 60, seconds % 60);
  }
  const auto pair = [&](std::int64_t large, std::int64_t small, char a, char b) {
    const auto rest = seconds % large / small;
    return rest == 0 ? fmt::format("{}{}", seconds / large, a)
                     : fmt::format("{}{} {}{}", seconds / large, a, rest, b);
  };
  return seconds < 86400 ? pair(3600, 60, 'h', 'm') : pair(86400, 3600, 'd', 'h');
}

}  // namespace epitaph
