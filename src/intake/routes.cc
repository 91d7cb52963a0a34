#include "intake/routes.h"

#include <spdlog/spdlog.h>

#include "intake/batch.h"
#include "intake/import.h"

namespace epitaph::intake {
namespace {

namespace json = boost::json;

http::Response overloaded(const http::Request&) {
  auto response = http::error_response(503, "too much to do; nothing of this request was taken");
  response.headers.set("Retry-After", "1");
  return response;
}

http::Response failed(const Error& error, const http::Request& request) {
  if (error.kind == ErrorKind::kUnavailable) return overloaded(request);
  spdlog::error("intake failed cause={}", error.message);
  return http::error_response(500, "internal failure; nothing of this request was taken");
}

/// Nothing was readable: the reason of the first item says most about all of them.
http::Response unreadable(const Batch& batch) {
  json::object body{{"message", batch.rejected.empty()
                                    ? "the body holds no event; send one, an array, or one a line"
                                    : "no event could be read: " + batch.rejected.front().error},
                    {"accepted", 0},
                    {"rejected", to_json(batch.rejected)}};
  return http::Response::json(400, json::serialize(body));
}

bool is_encoded(const http::Request& request) {
  const auto encoding = request.headers.find("Content-Encoding").value_or("identity");
  return encoding != "identity";
}

/// Reads the batch, lets `publish` take it and add to the answer, and answers.
template <class Publish>
http::Response take_in(const http::Request& request, Publish publish) {
  if (is_encoded(request))
    return http::error_response(415, "send the body without Content-Encoding");
  Batch batch = read_batch(request.body);
  if (batch.events.empty()) return unreadable(batch);
  json::object body;
  if (const Status published = publish(batch.events, body); !published) {
    return failed(published.error(), request);
  }
  body["accepted"] = batch.events.size();
  body["rejected"] = to_json(batch.rejected);
  return http::Response::json(200, json::serialize(body));
}

http::Response take_webhook(const http::Request& request, const IntakeParts& parts) {
  return take_in(request, [&](std::vector<Event>& events, json::object&) {
    return parts.publisher.publish({parts.home}, events);
  });
}

http::Response take_import(const http::Request& request, const IntakeParts& parts) {
  const bool deliver = request.parameter("deliver") == "true";
  return take_in(request, [&](std::vector<Event>& events, json::object& body) -> Status {
    EPITAPH_TRY(duplicates, drop_known(events, parts.ledger));
    body["duplicates"] = duplicates;
    return parts.publisher.publish({parts.home}, events, {.deliver_outside = deliver});
  });
}

}  // namespace

void add_intake_routes(http::Router& router, const IntakeParts& parts) {
  router.exact("POST", "/intake/eventbridge",
               {.handler = [parts](const http::Request& r) { return take_webhook(r, parts); },
                .on_overload = overloaded});
  router.exact("POST", "/api/v1/import",
               {.handler = [parts](const http::Request& r) { return take_import(r, parts); },
                .on_overload = overloaded});
}

}  // namespace epitaph::intake
