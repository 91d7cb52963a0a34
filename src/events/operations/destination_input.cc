#include "events/operations/destination_input.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/connection_answers.h"

namespace epitaph::events {

aws::Outcome<std::optional<Connection>> read_destination(const ConnectionParts& parts,
                                                         const aws::Call& call,
                                                         ApiDestination& destination) {
  const auto& input = call.input;
  if (const auto text = aws::optional_text(input, "Description")) destination.description = *text;
  if (const auto method = aws::optional_text(input, "HttpMethod")) destination.method = *method;
  if (const auto rate = aws::optional_number(input, "InvocationRateLimitPerSecond")) {
    destination.calls_per_second = *rate;
  }
  if (const auto endpoint = aws::optional_text(input, "InvocationEndpoint")) {
    if (!is_endpoint(*endpoint, parts.plain_http)) {
      return aws::validation_exception(fmt::format(
          "Parameter InvocationEndpoint is not valid. Reason: Endpoint '{}' is not valid",
          *endpoint));
    }
    destination.endpoint = *endpoint;
  }
  const auto given = aws::optional_text(input, "ConnectionArn");
  if (given) destination.connection_arn = *given;
  EPITAPH_TRY(connection, parts.connections().find_arn(destination.connection_arn));
  if (given && !connection) {
    const auto arn = parse_arn(*given);
    if (arn && arn->region != call.scope.region) {
      return aws::validation_exception(fmt::format("Invalid ARN: '{}'", *given));
    }
    const auto resource = arn ? arn->resource.substr(arn->resource.find('/') + 1) : *given;
    return connection_not_found(resource.substr(0, resource.find('/')));
  }
  if (given && connection->scope.region != call.scope.region) {
    return aws::validation_exception(fmt::format("Invalid ARN: '{}'", *given));
  }
  return connection;
}

}  // namespace epitaph::events
