#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/destination_input.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_update_api_destination(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  boost::json::object answer;
  const auto change = [&](std::optional<ApiDestination>& destination) -> aws::Verdict {
    if (!destination) return destination_not_found(name);
    EPITAPH_TRY(connection, read_destination(parts, call, *destination));
    destination->modified_at = parts.clock.now();
    answer = destination_answer(*destination, connection);
    return Done{};
  };
  EPITAPH_CHECK(parts.destinations().change(call.scope, name, change));
  return answer;
}

}  // namespace

aws::Operation update_api_destination(const ConnectionParts& parts) {
  return {.name = "UpdateApiDestination",
          .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired},
                                   {"Description", description_shape()},
                                   {"ConnectionArn", connection_arn_shape()},
                                   {"InvocationEndpoint", endpoint_shape()},
                                   {"HttpMethod", destination_method_shape()},
                                   {"InvocationRateLimitPerSecond", rate_limit_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_update_api_destination(parts, call);
          }};
}

}  // namespace epitaph::events
