#include "aws/json_protocol.h"

#include <stdexcept>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aws/content_coding.h"
#include "aws/json_body.h"
#include "aws/validation.h"
#include "base/random_id.h"

namespace epitaph::aws {
namespace {

constexpr std::string_view kTarget = "X-Amz-Target";

std::string header(const http::Request& request, std::string_view name) {
  return std::string{request.headers.find(name).value_or("")};
}

std::string content_type(const http::Request& request) {
  const bool is_1_0 = header(request, "Content-Type").starts_with("application/x-amz-json-1.0");
  return is_1_0 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
}

http::Response response(const http::Request& request, std::string request_id, int status,
                        std::string body) {
  return {.status = status,
          .headers = {{"x-amzn-RequestId", std::move(request_id)},
                      {"Content-Type", content_type(request)}},
          .body = std::move(body)};
}

http::Response success(const http::Request& request, std::string request_id, Answer answer) {
  const EventStream* stream = answer.stream();
  if (stream == nullptr) {
    return response(request, std::move(request_id), 200, std::move(answer).body());
  }
  return {.status = 200,
          .headers = {{"x-amzn-RequestId", std::move(request_id)},
                      {"Content-Type", "application/vnd.amazon.eventstream"}},
          .stream = stream->messages};
}

http::Response error_response(const http::Request& request, std::string request_id,
                              const ApiError& error) {
  boost::json::object body{{"__type", error.type}};
  // AWS's deserializer, alone among all, writes its member with a capital.
  const std::string_view member = error.type == "SerializationException" ? "Message" : "message";
  body[member] = error.message;
  for (const auto& more : error.members) body[more.key()] = more.value();
  auto answer =
      response(request, std::move(request_id), error.status, boost::json::serialize(body));
  answer.headers.add("x-amzn-errortype", error.type);
  return answer;
}

/// The same of a service, in whose own class what is our fault is answered.
http::Response error_response(const http::Request& request, std::string request_id, ApiError error,
                              const Service& service) {
  if (is_internal_failure(error)) error.type = service.dialect.internal_error;
  auto answer = error_response(request, std::move(request_id), error);
  if (service.query) {
    answer.headers.add(
        "x-amzn-query-error",
        fmt::format("{};{}", query_code(error), error.status < 500 ? "Sender" : "Receiver"));
  }
  return answer;
}

}  // namespace

JsonProtocol::JsonProtocol(std::vector<Service> services, const Authenticator& authenticator,
                           CallObserver& observer)
    : services_(std::move(services)), authenticator_(authenticator), observer_(observer) {
  for (const Service& service : services_) {
    for (const Operation& operation : service.operations) {
      auto target = fmt::format("{}.{}", service.target_prefix, operation.name);
      if (!entries_.emplace(std::move(target), Entry{&service, &operation}).second) {
        throw std::logic_error(fmt::format("{} is declared twice", operation.name));
      }
    }
  }
}

bool JsonProtocol::speaks(const http::Request& request) const {
  return request.headers.find(kTarget).has_value();
}

const JsonProtocol::Entry* JsonProtocol::find(const http::Request& request) const {
  const auto found = entries_.find(request.headers.find(kTarget).value_or(""));
  return found == entries_.end() ? nullptr : &found->second;
}

Outcome<Call> JsonProtocol::read_call(const http::Request& request, const Entry& entry,
                                      std::string request_id) const {
  const std::size_t bytes_max = entry.operation->body_bytes_max;
  EPITAPH_TRY(caller, authenticator_.authenticate(request));
  EPITAPH_TRY(body, decoded_body(request, bytes_max));
  EPITAPH_TRY(input, parse_body(body, bytes_max));
  if (!input.is_structured()) return serialization_exception("The body is not a JSON object.");
  if (auto refused = validate(entry.operation->input, input, entry.service->dialect)) {
    return *std::move(refused);
  }
  return Call{.input = std::move(input.get_object()),
              .scope = std::move(caller.scope),
              .access_key = std::move(caller.access_key),
              .request_id = std::move(request_id),
              .host = header(request, "Host"),
              .path = request.path,
              .trace_id = header(request, "X-Amzn-Trace-Id")};
}

http::Response JsonProtocol::respond(const http::Request& request) const {
  const Entry* entry = find(request);
  const std::string request_id = random_uuid();
  CallTimer timer{observer_, entry != nullptr ? entry->service->name : "unknown",
                  entry != nullptr ? entry->operation->name : "unknown"};

  const auto run = [&]() -> Answer {
    if (entry == nullptr) {
      return unknown_operation("X-Amz-Target names no operation that this server offers.");
    }
    EPITAPH_TRY(call, read_call(request, *entry, request_id));
    return entry->operation->handle(call);
  };
  Answer answer = run();

  const ApiError* error = answer.error();
  timer.set_status(error != nullptr ? error->status : 200);
  if (error == nullptr) return success(request, request_id, std::move(answer));
  if (!error->cause.empty()) {
    spdlog::error("operation failed service={} operation={} request_id={} cause={:?}",
                  entry->service->name, entry->operation->name, request_id, error->cause);
  }
  if (entry == nullptr) return error_response(request, request_id, *error);
  return error_response(request, request_id, *error, *entry->service);
}

http::Response JsonProtocol::refuse(const http::Request& request, const ApiError& error) const {
  const Entry* entry = find(request);
  if (entry == nullptr) return error_response(request, random_uuid(), error);
  return error_response(request, random_uuid(), error, *entry->service);
}

}  // namespace epitaph::aws
