#pragma once
#include "http/message.h"
#include "http/router.h"
#include "http/server_stats.h"

namespace epitaph::http {

/// The edge of a request: runs a route's functions, and whatever they throw ends here as a line in
/// the log and a response.

Response answer(const Route& route, const Request& request, ServerCounters& counters);
Response answer_overload(const Route& route, const Request& request, ServerCounters& counters);

}  // namespace epitaph::http
