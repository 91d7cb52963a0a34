#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "base/clock.h"
#include "logs/insights/value.h"

namespace epitaph::logs::insights {
namespace {

std::string time_text(double epoch_ms) {
  const Timestamp time{std::chrono::milliseconds{static_cast<std::int64_t>(epoch_ms)}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

}  // namespace

std::string result_number(double number) {
  constexpr double kIntegersBelow = 1e21;
  const double size = std::abs(number);
  if (number == std::trunc(number) && size < kIntegersBelow) return fmt::format("{:.0f}", number);
  if (size < 1e-4 || size >= kIntegersBelow) return fmt::format("{:.4g}", number);
  std::string text = fmt::format("{:.4f}", number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string result_text(const Value& value) {
  if (value.kind() == Value::Kind::kTime) return time_text(*value.to_number());
  std::string scratch;
  if (value.kind() != Value::Kind::kNumber) return std::string(value.to_text(scratch));
  const double number = *value.to_number();
  // An integer may be spelled with more digits than its double has.
  return number == std::trunc(number) ? std::string(value.to_text(scratch)) : result_number(number);
}

}  // namespace epitaph::logs::insights
