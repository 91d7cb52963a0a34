#include "events/delivery/api_destination_target.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "events/delivery/destination_request.h"
#include "events/target_input.h"
#include "http/retry_after.h"

namespace epitaph::events {
namespace {

using Kind = http::ClientFault::Kind;

DeliveryFault final_fault(ErrorCode code, std::string message) {
  return {.code = code, .message = std::move(message), .is_final = true};
}

DeliveryFault fault_of(const Error& error) {
  return {.code = ErrorCode::kInternalError, .message = error.message};
}

DeliveryFault fault_of(const http::ClientFault& fault) {
  switch (fault.kind) {
    case Kind::kTimeout:
      return {.code = ErrorCode::kTimeout, .message = fault.message};
    case Kind::kForbidden:
      return final_fault(ErrorCode::kInvalidParameter, fault.message);
    case Kind::kConnection:
    case Kind::kStopped:
      break;
  }
  return {.code = ErrorCode::kConnectionFailure, .message = fault.message};
}

}  // namespace

Attempt attempt_of(const http::Response& response, Timestamp now) {
  const int status = response.status;
  if (status / 100 == 2) return std::nullopt;
  const bool is_throttled = status == 429;
  const bool is_retried = is_throttled || status / 100 == 5;
  return DeliveryFault{
      .code = is_throttled ? ErrorCode::kThrottling : ErrorCode::kErrorFromTarget,
      .message = fmt::format("the endpoint answered {}", status),
      .is_final = !is_retried,
      .retry_after = is_retried ? http::retry_after(response.headers, now) : std::nullopt};
}

/// What an attempt speaks to, and as whom.
struct ApiDestinationTarget::Line {
  ApiDestination destination;
  Connection connection;
  boost::json::object parameters;
  std::string input;
};

ApiDestinationTarget::ApiDestinationTarget(storage::Storage& storage, const SecretBox& secrets,
                                           const http::Client& client, const Clock& clock)
    : connections_(storage),
      destinations_(storage),
      secrets_(secrets),
      client_(client),
      clock_(clock),
      tokens_(client, clock) {}

std::optional<Timestamp> ApiDestinationTarget::next_call(const Target& target, Timestamp now) {
  std::int64_t rate = ApiDestination::kRateDefault;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = rates_.find(target.arn); found != rates_.end()) rate = found->second;
  }
  return limiter_.next_call(target.arn, rate, now);
}

std::variant<ApiDestinationTarget::Line, DeliveryFault> ApiDestinationTarget::look_up(
    const OwedEvent& owed) const {
  auto destination = destinations_.find_arn(owed.target.arn);
  if (!destination) return fault_of(destination.error());
  if (!*destination) return final_fault(ErrorCode::kNoResource, "the API destination is not there");
  auto connection = connections_.find_arn((*destination)->connection_arn);
  if (!connection) return fault_of(connection.error());
  if (!*connection) {
    return final_fault(ErrorCode::kNoResource, "the API destination's connection is not there");
  }
  auto parameters = open_parameters(**connection, secrets_);
  if (!parameters) return final_fault(ErrorCode::kNoPermissions, parameters.error().message);

  const auto rule = parse_arn(owed.rule_arn);
  const auto name = rule ? last_segment(rule->resource) : std::string_view{};
  auto input = target_input(
      owed.target, owed.event,
      {.rule_arn = owed.rule_arn, .rule_name = name, .ingestion_time = owed.ingestion_time});
  if (!input) return final_fault(ErrorCode::kInvalidJson, input.error().message);
  return Line{.destination = **std::move(destination),
              .connection = **std::move(connection),
              .parameters = *std::move(parameters),
              .input = *std::move(input)};
}

Attempt ApiDestinationTarget::attempt(const OwedEvent& owed, const std::stop_token& stop) {
  const auto found = look_up(owed);
  if (const auto* fault = std::get_if<DeliveryFault>(&found)) return *fault;
  const auto& line = std::get<Line>(found);
  {
    const std::scoped_lock lock(mutex_);
    if (rates_.size() >= RateLimiter::kNamesMax) rates_.clear();
    rates_[owed.target.arn] = line.destination.calls_per_second;
  }
  return call(owed, line, stop);
}

Attempt ApiDestinationTarget::call(const OwedEvent& owed, const Line& line,
                                   const std::stop_token& stop) {
  const bool is_oauth = line.connection.authorization_type == kOauth;
  const auto connection_arn = line.connection.arn();
  for (int turn = 0;; ++turn) {
    std::string token;
    if (is_oauth) {
      auto got = tokens_.token(connection_arn, line.connection.modified_at, line.parameters, stop);
      if (auto* fault = std::get_if<DeliveryFault>(&got)) return std::move(*fault);
      token = std::get<std::string>(std::move(got));
      if (line.connection.state != "AUTHORIZED") set_state(line.connection, "AUTHORIZED", "");
    }
    const auto outcome = client_.send(destination_request({.destination = line.destination,
                                                           .parameters = line.parameters,
                                                           .token = token,
                                                           .target = owed.target,
                                                           .event = owed.event,
                                                           .input = line.input}),
                                      stop);
    if (const auto* fault = std::get_if<http::ClientFault>(&outcome)) return fault_of(*fault);
    const auto& response = std::get<http::Response>(outcome);
    const bool wants_token = is_oauth && (response.status == 401 || response.status == 407);
    if (!wants_token || turn > 0) return attempt_of(response, clock_.now());
    tokens_.forget(connection_arn);
  }
}

void ApiDestinationTarget::authorize(const Scope& scope, const std::string& name,
                                     const std::stop_token& stop) {
  const auto found = connections_.find(scope, name);
  if (!found || !*found || (*found)->state != "AUTHORIZING") return;
  const auto& connection = **found;
  const auto parameters = open_parameters(connection, secrets_);
  if (!parameters) {
    return set_state(connection, "DEAUTHORIZED", parameters.error().message);
  }
  const auto got = tokens_.token(connection.arn(), connection.modified_at, *parameters, stop);
  const auto* fault = std::get_if<DeliveryFault>(&got);
  if (fault != nullptr && stop.stop_requested()) return;  // the next start does it
  set_state(connection, fault == nullptr ? "AUTHORIZED" : "DEAUTHORIZED",
            fault == nullptr ? "" : fault->message);
}

std::vector<std::pair<Scope, std::string>> ApiDestinationTarget::unauthorized() const {
  std::vector<std::pair<Scope, std::string>> names;
  const auto connections = connections_.list(std::nullopt);
  if (!connections) {
    spdlog::error("connections cannot be read error={:?}", connections.error().message);
    return names;
  }
  for (const auto& connection : *connections) {
    if (connection.state == "AUTHORIZING") names.emplace_back(connection.scope, connection.name);
  }
  return names;
}

/// Unless it has changed meanwhile.
void ApiDestinationTarget::set_state(const Connection& of, std::string_view state,
                                     std::string_view reason) {
  const auto set = connections_.change(
      of.scope, of.name, [&](std::optional<Connection>& connection) -> aws::Verdict {
        const bool is_it = connection && connection->id == of.id &&
                           connection->modified_at == of.modified_at && !connection->sealed.empty();
        if (!is_it) return Done{};
        connection->state = state;
        connection->state_reason = reason;
        if (state == "AUTHORIZED") connection->authorized_at = clock_.now();
        return Done{};
      });
  if (!set) {
    spdlog::error("a connection's state is not kept connection={} error={:?}", of.arn(),
                  set.error().message);
  }
}

}  // namespace epitaph::events
