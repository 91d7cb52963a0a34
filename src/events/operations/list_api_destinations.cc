#include <fmt/format.h>

#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_api_destinations(const ConnectionParts& parts, const aws::Call& call) {
  const auto prefix = aws::optional_text(call.input, "NamePrefix").value_or("");
  const auto arn = aws::optional_text(call.input, "ConnectionArn");
  EPITAPH_TRY(page, Page::of(call, fmt::format("api-destinations {} {} {} {}", call.scope.account,
                                               call.scope.region, prefix, arn.value_or(""))));
  EPITAPH_TRY(destinations, parts.destinations().list(call.scope));
  boost::json::array items;
  for (const auto& destination : destinations) {
    if (!destination.name.starts_with(prefix)) continue;
    if (arn && destination.connection_arn != *arn) continue;
    if (!page.takes(destination.name)) continue;
    EPITAPH_TRY(connection, parts.connections().find_arn(destination.connection_arn));
    items.push_back(destination_item(destination, connection));
  }
  boost::json::object output{{"ApiDestinations", std::move(items)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_api_destinations(const ConnectionParts& parts) {
  return {.name = "ListApiDestinations",
          .input = aws::structure({{"NamePrefix", connection_name_shape()},
                                   {"ConnectionArn", connection_arn_shape()},
                                   {"NextToken", next_token_shape()},
                                   {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_api_destinations(parts, call);
          }};
}

}  // namespace epitaph::events
