#include "intake/routes.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "http/problem.h"
#include "intake/batch.h"
#include "intake/descriptions.h"
#include "intake/import.h"

namespace epitaph::intake {
namespace {

namespace json = boost::json;

constexpr std::string_view kEncoded = "send the body without Content-Encoding";

bool is_encoded(const http::Request& request) {
  const auto encoding = request.headers.find("Content-Encoding").value_or("identity");
  return encoding != "identity";
}

/// Nothing was readable: the reason of the first item says most about all of them.
std::string unreadable(const Batch& batch) {
  if (batch.rejected.empty())
    return "the body holds nothing; send one item, an array, or one a line";
  return "nothing could be read: " + batch.rejected.front().error;
}

http::Response webhook_overloaded(const http::Request&) {
  auto response = http::error_response(503, "too much to do; nothing of this request was taken");
  response.headers.set("Retry-After", "1");
  return response;
}

http::Response webhook_failed(const Error& error, const http::Request& request) {
  if (error.kind == ErrorKind::kUnavailable) return webhook_overloaded(request);
  spdlog::error("intake failed cause={:?}", error.message);
  return http::error_response(500, "internal failure; nothing of this request was taken");
}

/// A webhook tells of what happens; what is described is for an import.
void reject_descriptions(Batch& batch) {
  for (const auto& described : batch.descriptions) {
    batch.rejected.push_back({described.index, "it is no event; import it at /api/v1/import"});
  }
  batch.descriptions.clear();
  std::ranges::sort(batch.rejected, {}, &Rejection::index);
}

http::Response take_webhook(const http::Request& request, const IntakeParts& parts) {
  if (is_encoded(request)) return http::error_response(415, kEncoded);
  Batch batch = read_batch(request.body);
  reject_descriptions(batch);
  json::object body{{"accepted", batch.events.size()}, {"rejected", to_json(batch.rejected)}};
  if (batch.events.empty()) {
    body["message"] = unreadable(batch);
    return http::Response::json(400, json::serialize(body));
  }
  if (const auto published = parts.publisher.publish({parts.home}, batch.events); !published) {
    return webhook_failed(published.error(), request);
  }
  return http::Response::json(200, json::serialize(body));
}

http::Response import_overloaded(const http::Request&) {
  return http::problem_response(
      Error{ErrorKind::kUnavailable, "nothing of this request was taken; send it again"});
}

Result<json::object> import_batch(Batch& batch, bool deliver, const IntakeParts& parts) {
  EPITAPH_TRY(
      kept, keep_descriptions(batch.descriptions, parts.store, parts.clock.now(), batch.rejected));
  EPITAPH_TRY(duplicates, drop_known(batch.events, parts.ledger));
  EPITAPH_CHECK(parts.publisher.publish({parts.home}, batch.events, {.deliver_outside = deliver}));
  std::ranges::sort(batch.rejected, {}, &Rejection::index);
  return json::object{{"accepted", batch.events.size()},
                      {"duplicates", duplicates},
                      {"taskDefinitions", kept.task_definitions},
                      {"services", kept.services},
                      {"rejected", to_json(batch.rejected)}};
}

http::Response take_import(const http::Request& request, const IntakeParts& parts) {
  if (is_encoded(request)) {
    return http::problem_response({.type = "invalid-request",
                                   .title = "The request is not valid",
                                   .status = 415,
                                   .detail = std::string{kEncoded}});
  }
  Batch batch = read_batch(request.body);
  if (batch.events.empty() && batch.descriptions.empty()) {
    return http::problem_response(Error{ErrorKind::kInvalid, unreadable(batch)});
  }
  const bool deliver = request.parameter("deliver") == "true";
  const auto body = import_batch(batch, deliver, parts);
  if (!body) return http::problem_response(body.error());
  return http::Response::json(200, json::serialize(*body));
}

}  // namespace

void add_intake_routes(http::Router& router, const IntakeParts& parts) {
  router.exact("POST", "/intake/eventbridge",
               {.handler = [parts](const http::Request& r) { return take_webhook(r, parts); },
                .on_overload = webhook_overloaded});
  router.exact("POST", "/api/v1/import",
               {.handler = [parts](const http::Request& r) { return take_import(r, parts); },
                .on_overload = import_overloaded});
}

}  // namespace epitaph::intake
