#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_api_destination(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  EPITAPH_TRY(destination, parts.destinations().find(call.scope, name));
  if (!destination) return destination_not_found(name);
  EPITAPH_TRY(connection, parts.connections().find_arn(destination->connection_arn));
  auto answer = destination_item(*destination, connection);
  if (!destination->description.empty()) answer["Description"] = destination->description;
  return answer;
}

}  // namespace

aws::Operation describe_api_destination(const ConnectionParts& parts) {
  return {.name = "DescribeApiDestination",
          .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_api_destination(parts, call);
          }};
}

}  // namespace epitaph::events
