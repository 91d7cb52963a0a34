#pragma once
#include <chrono>
#include <optional>

#include "base/clock.h"
#include "http/message.h"

namespace epitaph::http {

/// What a response's Retry-After asks for at `now`: its seconds, negative ones as they are, or the
/// time until its date, 0 when that is over; nullopt when there is none, or none that can be read.
/// Source: RFC 9110, 10.2.3.
std::optional<std::chrono::seconds> retry_after(const Headers& headers, Timestamp now);

}  // namespace epitaph::http
