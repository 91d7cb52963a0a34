#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_connection(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  EPITAPH_TRY(connection, parts.connections().find(call.scope, name));
  if (!connection) return connection_not_found(name);
  auto answer = connection_answer(*connection);
  answer["Name"] = connection->name;
  if (!connection->description.empty()) answer["Description"] = connection->description;
  if (!connection->state_reason.empty()) answer["StateReason"] = connection->state_reason;
  answer["AuthorizationType"] = connection->authorization_type;
  answer["AuthParameters"] = connection->shown;
  answer["SecretArn"] = connection->secret_arn();
  return answer;
}

}  // namespace

aws::Operation describe_connection(const ConnectionParts& parts) {
  return {
      .name = "DescribeConnection",
      .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired}}),
      .handle = [parts](const aws::Call& call) { return handle_describe_connection(parts, call); }};
}

}  // namespace epitaph::events
