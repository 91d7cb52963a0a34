#pragma once
#include <optional>

#include <boost/json/value.hpp>

#include "base/clock.h"

namespace epitaph {

/// A time as a task carries it, in any of its three writings: RFC 3339 text (events), epoch seconds
/// with a fraction (the API), epoch milliseconds (Step Functions). Seconds and milliseconds are
/// told apart by size: 10^11 seconds are the year 5138, as many milliseconds are March 1973.
/// nullopt when it is none of them.
std::optional<Timestamp> task_time(const boost::json::value& value);

}  // namespace epitaph
