#include <fmt/format.h>

#include "aws/input.h"
#include "base/random_id.h"
#include "events/connections/connection_operations.h"
#include "events/errors.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/destination_input.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_create_api_destination(const ConnectionParts& parts, const aws::Call& call) {
  const auto now = parts.clock.now();
  ApiDestination destination{.scope = call.scope,
                             .name = std::string{aws::text(call.input, "Name")},
                             .id = random_uuid(),
                             .created_at = now,
                             .modified_at = now};
  EPITAPH_TRY(connection, read_destination(parts, call, destination));
  EPITAPH_TRY(others, parts.destinations().list(call.scope));
  if (others.size() >= kConnectionsMax) return quota_exceeded();
  const auto put = [&](std::optional<ApiDestination>& there) -> aws::Verdict {
    if (there) {
      return aws::resource_already_exists(
          fmt::format("An api-destination '{}' already exists.", destination.name));
    }
    there = destination;
    return Done{};
  };
  EPITAPH_CHECK(parts.destinations().change(call.scope, destination.name, put));
  return destination_answer(destination, connection);
}

}  // namespace

aws::Operation create_api_destination(const ConnectionParts& parts) {
  return {.name = "CreateApiDestination",
          .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired},
                                   {"Description", description_shape()},
                                   {"ConnectionArn", connection_arn_shape(), aws::kRequired},
                                   {"InvocationEndpoint", endpoint_shape(), aws::kRequired},
                                   {"HttpMethod", destination_method_shape(), aws::kRequired},
                                   {"InvocationRateLimitPerSecond", rate_limit_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_create_api_destination(parts, call);
          }};
}

}  // namespace epitaph::events
