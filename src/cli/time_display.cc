#include "cli/time_display.h"

#include <array>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include "base/time_text.h"

namespace epitaph::cli {

std::string local_time(std::string_view rfc3339, bool utc) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time) return std::string{rfc3339};
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count();
  std::tm fields{};
  // A zone is /etc/localtime's affair, which libc reads and std::chrono of g++ 12 does not.
  if (utc) {
    ::gmtime_r(&seconds, &fields);
  } else {
    ::localtime_r(&seconds, &fields);
  }
  std::array<char, 64> text{};
  std::strftime(text.data(), text.size(), utc ? "%Y-%m-%d %H:%M:%S UTC" : "%Y-%m-%d %H:%M:%S %Z",
                &fields);
  return text.data();
}

Timestamp now_for_display() {
  const char* text = std::getenv("EPITAPH_NOW");  // NOLINT(concurrency-mt-unsafe): only read
  const auto now = text ? parse_rfc3339(text) : std::nullopt;
  return now.value_or(SystemClock{}.now());
}

std::string age_of(std::string_view rfc3339, Timestamp now) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time || *time > now) return {};
  const auto age = std::chrono::floor<std::chrono::seconds>(now - *time);
  constexpr std::chrono::days kDaysAlone{100};
  if (age >= kDaysAlone) return fmt::format("{}d", age / std::chrono::days{1});
  auto text = format_duration(age);
  std::erase(text, ' ');
  return text;
}

std::string time_ago(std::string_view rfc3339, Timestamp now) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time || *time > now) return {};
  return format_duration(now - *time) + " ago";
}

}  // namespace epitaph::cli
