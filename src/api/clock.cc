#include "api/clock.h"

#include <fmt/format.h>

#include "api/body.h"
#include "api/page.h"
#include "base/time_text.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;
using std::chrono::seconds;

http::Response show(const Clock& clock, const MovableClock* movable) {
  const auto ahead = movable ? std::chrono::floor<seconds>(movable->ahead()) : seconds{0};
  return json_response(json::object{{"time", format_rfc3339(clock.now())},
                                    {"aheadSeconds", ahead.count()},
                                    {"movable", movable != nullptr}});
}

Result<http::Response> put(const http::Request& request, const Clock& clock,
                           MovableClock* movable) {
  EPITAPH_TRY(body, read_body(request, {"aheadSeconds"}));
  const auto* ahead = body.if_contains("aheadSeconds");
  constexpr seconds kMax = MovableClock::kAheadMax;
  if (!ahead || !ahead->is_int64() || ahead->get_int64() < 0 || ahead->get_int64() > kMax.count()) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("aheadSeconds must be a whole number from 0 to {}", kMax.count())};
  }
  if (!movable) {
    return Error{ErrorKind::kConflict,
                 "the clock is the machine's; server.movable_clock = true allows to move it"};
  }
  if (!movable->put_ahead(seconds{ahead->get_int64()})) {
    return Error{ErrorKind::kConflict, "the clock cannot be put back"};
  }
  return show(clock, movable);
}

}  // namespace

void add_clock_resources(Resources& resources, const Clock& clock, MovableClock* movable) {
  resources.add({.method = "GET",
                 .path = "/clock",
                 .handle = [&clock, movable](const auto&, const auto&) -> Result<http::Response> {
                   return show(clock, movable);
                 }});
  resources.add({.method = "PUT",
                 .path = "/clock",
                 .handle = [&clock, movable](const http::Request& request, const auto&) {
                   return put(request, clock, movable);
                 }});
}

}  // namespace epitaph::api
