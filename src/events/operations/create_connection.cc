#include <fmt/format.h>

#include "aws/input.h"
#include "base/random_id.h"
#include "events/connections/connection_operations.h"
#include "events/errors.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_create_connection(const ConnectionParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_members(call.input));
  const auto type = aws::text(call.input, "AuthorizationType");
  const auto parameters =
      merged_parameters({}, *aws::optional_object(call.input, "AuthParameters"), type);
  EPITAPH_CHECK(check_parameters(type, parameters, parts.plain_http));
  EPITAPH_TRY(others, parts.connections().list(call.scope));
  if (others.size() >= kConnectionsMax) return quota_exceeded();

  const auto now = parts.clock.now();
  Connection connection{
      .scope = call.scope,
      .name = std::string{aws::text(call.input, "Name")},
      .id = random_uuid(),
      .description = std::string{aws::optional_text(call.input, "Description").value_or("")},
      .authorization_type = std::string{type},
      .state = type == kOauth ? "AUTHORIZING" : "AUTHORIZED",
      .created_at = now,
      .modified_at = now};
  if (type != kOauth) connection.authorized_at = now;
  put_parameters(connection, parameters, parts.secrets);
  const auto put = [&](std::optional<Connection>& there) -> aws::Verdict {
    if (there) {
      return aws::resource_already_exists(
          fmt::format("Connection {} already exists.", connection.name));
    }
    there = connection;
    return Done{};
  };
  EPITAPH_CHECK(parts.connections().change(call.scope, connection.name, put));
  if (type == kOauth && parts.authorize) parts.authorize(call.scope, connection.name);
  auto answer = connection_answer(connection);
  answer.erase("LastAuthorizedTime");
  return answer;
}

}  // namespace

aws::Operation create_connection(const ConnectionParts& parts) {
  return {
      .name = "CreateConnection",
      .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired},
                               {"Description", description_shape()},
                               {"AuthorizationType", authorization_type_shape(), aws::kRequired},
                               {"AuthParameters", new_parameters_shape(), aws::kRequired},
                               {"InvocationConnectivityParameters", connectivity_shape()},
                               {"KmsKeyIdentifier", kms_key_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_create_connection(parts, call); }};
}

}  // namespace epitaph::events
