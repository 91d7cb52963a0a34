#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

/// Whether the connection's parameters are anew, so that it has to be authorized.
aws::Outcome<bool> update(const ConnectionParts& parts, const aws::Call& call,
                          Connection& connection) {
  const auto type = std::string{
      aws::optional_text(call.input, "AuthorizationType").value_or(connection.authorization_type)};
  const auto* change = aws::optional_object(call.input, "AuthParameters");
  if (const auto text = aws::optional_text(call.input, "Description")) {
    connection.description = *text;
  }
  connection.modified_at = parts.clock.now();
  if (change == nullptr && type == connection.authorization_type) return false;

  boost::json::object before;
  if (!connection.sealed.empty()) {
    EPITAPH_TRY(opened, open_parameters(connection, parts.secrets));
    before = std::move(opened);
  }
  const auto parameters =
      merged_parameters(before, change == nullptr ? boost::json::object{} : *change, type);
  EPITAPH_CHECK(check_parameters(type, parameters, parts.plain_http));
  connection.authorization_type = type;
  put_parameters(connection, parameters, parts.secrets);
  connection.state = type == kOauth ? "AUTHORIZING" : "AUTHORIZED";
  connection.state_reason.clear();
  if (type != kOauth) connection.authorized_at = connection.modified_at;
  return true;
}

aws::Answer handle_update_connection(const ConnectionParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_members(call.input));
  const auto name = aws::text(call.input, "Name");
  boost::json::object answer;
  bool must_authorize = false;
  const auto change = [&](std::optional<Connection>& connection) -> aws::Verdict {
    if (!connection) return connection_not_found(name);
    EPITAPH_TRY(is_anew, update(parts, call, *connection));
    must_authorize = is_anew && connection->authorization_type == kOauth;
    answer = connection_answer(*connection);
    return Done{};
  };
  EPITAPH_CHECK(parts.connections().change(call.scope, name, change));
  if (must_authorize && parts.authorize) parts.authorize(call.scope, std::string{name});
  return answer;
}

}  // namespace

aws::Operation update_connection(const ConnectionParts& parts) {
  return {
      .name = "UpdateConnection",
      .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired},
                               {"Description", description_shape()},
                               {"AuthorizationType", authorization_type_shape()},
                               {"AuthParameters", changed_parameters_shape()},
                               {"InvocationConnectivityParameters", connectivity_shape()},
                               {"KmsKeyIdentifier", kms_key_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_update_connection(parts, call); }};
}

}  // namespace epitaph::events
