#pragma once
#include <cstdint>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::queues {

// A moment as the documents and states of this folder keep it: milliseconds since 1970.

inline std::int64_t to_epoch(Timestamp time) { return time.time_since_epoch().count(); }

/// Throws for what is no number.
inline Timestamp from_epoch(const boost::json::value& milliseconds) {
  return Timestamp{std::chrono::milliseconds{milliseconds.to_number<std::int64_t>()}};
}

}  // namespace epitaph::queues
