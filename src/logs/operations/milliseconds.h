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

inline std::int64_t to_milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

inline std::optional<Timestamp> optional_milliseconds(const boost::json::object& input,
                                                      std::string_view member) {
  const auto milliseconds = aws::optional_number(input, member);
  if (!milliseconds) return std::nullopt;
  return from_milliseconds(*milliseconds);
}

}  // namespace epitaph::logs
