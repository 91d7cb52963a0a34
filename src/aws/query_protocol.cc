#include "aws/query_protocol.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <simdjson.h>
#include <spdlog/spdlog.h>

#include "aws/operation.h"
#include "aws/xml.h"
#include "base/random_id.h"
#include "http/target.h"

namespace epitaph::aws {
namespace {

using Parameters = std::vector<http::Parameter>;

std::optional<std::string_view> find_parameter(const Parameters& parameters,
                                               std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &http::Parameter::name);
  if (found == parameters.end()) return std::nullopt;
  return std::string_view{found->value};
}

ApiError malformed_query_string() {
  return {.type = "MalformedQueryString", .message = "The query string contains a syntax error."};
}

/// The parameters of the form, or of the query string where there is no body.
Outcome<Parameters> read_parameters(const http::Request& request) {
  if (request.body.size() > kBatchBodyBytesMax) return malformed_query_string();
  Parameters parameters = request.query;
  if (!request.body.empty()) {
    auto form = http::parse_form(request.body);
    if (!form) return malformed_query_string();
    parameters = *std::move(form);
  }
  for (const auto& [name, value] : parameters) {
    if (!simdjson::validate_utf8(name) || !simdjson::validate_utf8(value)) {
      return malformed_query_string();
    }
  }
  return parameters;
}

std::string xml_namespace(const QueryService* service) {
  return service == nullptr ? "" : fmt::format(" xmlns=\"{}\"", service->xml_namespace);
}

http::Response response(int status, const std::string& request_id, std::string body) {
  return {.status = status,
          .headers = {{"x-amzn-RequestId", request_id}, {"Content-Type", "text/xml"}},
          .body = std::move(body)};
}

http::Response success(const QueryService& service, const QueryAction& action,
                       std::string_view result, const std::string& request_id) {
  const std::string wrapped =
      action.has_result ? xml_element(fmt::format("{}Result", action.name), result) : "";
  return response(
      200, request_id,
      fmt::format("<{0}Response{1}>{2}{3}</{0}Response>\n", action.name, xml_namespace(&service),
                  wrapped, xml_element("ResponseMetadata", xml_element("RequestId", request_id))));
}

http::Response failure(const QueryService* service, const ApiError& error,
                       const std::string& request_id) {
  const std::string_view type = error.status < 500 ? "Sender" : "Receiver";
  return response(error.status, request_id,
                  fmt::format("<ErrorResponse{}><Error>{}{}{}</Error>{}</ErrorResponse>\n",
                              xml_namespace(service), xml_element("Type", type),
                              xml_element("Code", xml_text(query_code(error))),
                              xml_element("Message", xml_text(error.message)),
                              xml_element("RequestId", request_id)));
}

}  // namespace

std::optional<std::string_view> QueryCall::parameter(std::string_view name) const {
  return find_parameter(parameters, name);
}

QueryProtocol::QueryProtocol(std::vector<QueryService> services, const Authenticator& authenticator,
                             CallObserver& observer)
    : services_(std::move(services)), authenticator_(authenticator), observer_(observer) {
  for (const QueryService& service : services_) {
    for (const QueryAction& action : service.actions) {
      std::pair key{std::string{service.version}, std::string{action.name}};
      if (!entries_.emplace(std::move(key), Entry{&service, &action}).second) {
        throw std::logic_error(fmt::format("{} is declared twice", action.name));
      }
    }
  }
}

bool QueryProtocol::speaks(const http::Request& request) const {
  return request.parameter("Action").has_value() ||
         request.headers.find("Content-Type")
             .value_or("")
             .starts_with("application/x-www-form-urlencoded");
}

Outcome<QueryProtocol::Entry> QueryProtocol::find(const Parameters& parameters) const {
  const auto action = find_parameter(parameters, "Action");
  if (!action) {
    return ApiError{.type = "MissingAction",
                    .message = "The request is missing an action or a required parameter."};
  }
  const auto version = find_parameter(parameters, "Version").value_or("");
  const auto found = entries_.find({std::string{version}, std::string{*action}});
  if (found != entries_.end()) return found->second;
  constexpr std::size_t kEchoedMax = 128;
  return ApiError{
      .type = "InvalidAction",
      .message = action->size() + version.size() > kEchoedMax
                     ? "Could not find the operation."
                     : fmt::format("Could not find operation {} for version {}", *action, version)};
}

http::Response QueryProtocol::respond(const http::Request& request) const {
  const std::string request_id = random_uuid();
  auto parameters = read_parameters(request);
  auto entry = parameters ? find(*parameters) : Outcome<Entry>{parameters.error()};
  CallTimer timer{observer_, entry ? entry->service->name : "unknown",
                  entry ? entry->action->name : "unknown"};

  const auto run = [&]() -> QueryAnswer {
    if (!entry) return entry.error();
    auto caller = authenticator_.authenticate(request);
    if (!caller) return std::move(caller).error();
    return entry->action->handle(
        {.parameters = *std::move(parameters),
         .caller = *std::move(caller),
         .request_id = request_id,
         .host = std::string{request.headers.find("Host").value_or("")},
         .path = request.path,
         .trace_id = std::string{request.headers.find("X-Amzn-Trace-Id").value_or("")}});
  };
  const QueryAnswer answer = run();

  timer.set_status(answer ? 200 : answer.error().status);
  if (answer) return success(*entry->service, *entry->action, *answer, request_id);
  if (!answer.error().cause.empty()) {
    spdlog::error("operation failed service={} operation={} request_id={} cause={:?}",
                  entry->service->name, entry->action->name, request_id, answer.error().cause);
  }
  return failure(entry ? entry->service : nullptr, answer.error(), request_id);
}

http::Response QueryProtocol::refuse(const http::Request&, const ApiError& error) const {
  return failure(nullptr, error, random_uuid());
}

}  // namespace epitaph::aws
