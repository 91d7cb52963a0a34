#include "http/answer.h"

#include <exception>
#include <string_view>

#include <spdlog/spdlog.h>

namespace epitaph::http {

namespace {

void log_failure(const Request& request, std::string_view what) {
  // {:?}: the path is foreign text, and must not begin a line of its own in the log. The query is
  // left out; it may hold what was searched for.
  spdlog::error("handler threw method={} path={:?} peer={} error={:?}", request.method,
                std::string_view(request.path).substr(0, 200), request.peer, what);
}

/// What `make` gives, or nullopt when it throws.
std::optional<Response> caught(const Handler& make, const Request& request) {
  try {
    return make(request);
  } catch (const std::exception& e) {
    log_failure(request, e.what());
  } catch (...) {
    log_failure(request, "not a std::exception");
  }
  return std::nullopt;
}

Response answer_failure(const Route& route, const Request& request, ServerCounters& counters) {
  ServerCounters::add(counters.handler_failures);
  if (route.on_failure) {
    if (auto response = caught(route.on_failure, request)) return std::move(*response);
  }
  return error_response(500, "internal failure; the server's log has more");
}

}  // namespace

Response answer(const Route& route, const Request& request, ServerCounters& counters) {
  if (auto response = caught(route.handler, request)) return std::move(*response);
  return answer_failure(route, request, counters);
}

Response answer_overload(const Route& route, const Request& request, ServerCounters& counters) {
  ServerCounters::add(counters.overloads);
  if (route.on_overload) {
    if (auto response = caught(route.on_overload, request)) return std::move(*response);
    return answer_failure(route, request, counters);
  }
  auto response = error_response(503, "the server is overloaded; try again in a moment");
  response.headers.add("Retry-After", "1");
  return response;
}

}  // namespace epitaph::http
