#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph {

/// `2024-09-10T14:41:47.410Z`; `…:47Z` when the milliseconds are zero. Years 0000 to 9999.
std::string format_rfc3339(Timestamp time);

/// `2024-09-10T14:41:47Z`: the fraction cut off, as EventBridge writes an envelope's `time`.
std::string format_rfc3339_seconds(Timestamp time);

/// Reads RFC 3339: `T` or a blank between date and time, any fraction (what is finer than a
/// millisecond is cut off), `Z` or an offset such as `+02:00`. Anything else, an impossible date
/// or a year outside 1 to 9999 is nullopt.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

/// Reads a span of time as people type it: `90s`, `15m`, `2d1h20m`, `1w`. Units w d h m s, each at
/// most once and from large to small, at most ten years in all; anything else is nullopt.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// `2d 1h`, `3m 20s`, `1.2s`, `40ms`: the two largest units, for people.
std::string format_duration(std::chrono::milliseconds duration);

}  // namespace epitaph
