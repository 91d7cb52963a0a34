#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include <boost/json.hpp>

#include "aws/input.h"
#include "base/clock.h"

namespace epitaph::logs {

// CloudWatch Logs writes times as whole milliseconds since 1970; nobody behind operations/ meets
// them.

inline Timestamp from_milliseconds(std::int64_t milliseconds) {
  return Timestamp{std::chrono::milliseconds{milliseconds}};
}

/// What queries are given: seconds, or milliseconds from this number on, which as milliseconds is
/// 1973 and as seconds the year 5138. `rest` is of a second, and added to seconds alone.
/// Source: reference cloudwatch-logs.md, 1.
inline Timestamp from_seconds_or_milliseconds(std::int64_t time,
                                              std::chrono::milliseconds rest = {}) {
  constexpr std::int64_t kLeastMilliseconds = 100'000'000'000;
  if (time >= kLeastMilliseconds) return from_milliseconds(time);
  return Timestamp{std::chrono::seconds{time} + rest};
}

inline std::int64_t to_milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

inline std::optional<Timestamp> optional_milliseconds(const boost::json::object& input,
                                                      std::string_view member) {
  const auto milliseconds = aws::optional_number(input, member);
  if (!milliseconds) return std::nullopt;
  return from_milliseconds(*milliseconds);
}

}  // namespace epitaph::logs
