#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "storage/commit.h"

namespace epitaph::logs {

constexpr std::size_t kEventDigits = 56;

/// The place of a log event in its group as CloudWatch Logs writes it: 56 decimal digits, which
/// sort as the places do. FilterLogEvents' eventId, and what GetLogEvents' tokens are made of.
/// It holds all of the place, so it is the same in every answer, on every node, after any restart.
///
/// As a number: (milliseconds since the year 1) × 2^128 + order × 2^64 + hash; no time that an
/// event can have, up to the year 9999, makes it longer. Times beyond become the nearest of these.
std::string event_digits(const storage::LogEventId& place);

/// nullopt when `digits` is not what event_digits() makes.
std::optional<storage::LogEventId> parse_event_digits(std::string_view digits);

/// The first place that an event of this time or later can have.
storage::LogEventId first_place(Timestamp time);
/// The place right before another: nothing lies between the two.
storage::LogEventId previous_place(storage::LogEventId place);
storage::LogEventId next_place(storage::LogEventId place);

}  // namespace epitaph::logs
