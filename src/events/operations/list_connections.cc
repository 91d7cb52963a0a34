#include <fmt/format.h>

#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

boost::json::object item_of(const Connection& connection) {
  auto item = connection_answer(connection);
  item["Name"] = connection.name;
  if (!connection.state_reason.empty()) item["StateReason"] = connection.state_reason;
  item["AuthorizationType"] = connection.authorization_type;
  return item;
}

aws::Answer handle_list_connections(const ConnectionParts& parts, const aws::Call& call) {
  const auto prefix = aws::optional_text(call.input, "NamePrefix").value_or("");
  const auto state = aws::optional_text(call.input, "ConnectionState");
  EPITAPH_TRY(page, Page::of(call, fmt::format("connections {} {} {} {}", call.scope.account,
                                               call.scope.region, prefix, state.value_or(""))));
  EPITAPH_TRY(connections, parts.connections().list(call.scope));
  boost::json::array items;
  for (const auto& connection : connections) {
    if (!connection.name.starts_with(prefix) || (state && connection.state != *state)) continue;
    if (page.takes(connection.name)) items.push_back(item_of(connection));
  }
  boost::json::object output{{"Connections", std::move(items)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_connections(const ConnectionParts& parts) {
  return {
      .name = "ListConnections",
      .input = aws::structure({{"NamePrefix", connection_name_shape()},
                               {"ConnectionState", connection_state_shape()},
                               {"NextToken", next_token_shape()},
                               {"Limit", limit_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_list_connections(parts, call); }};
}

}  // namespace epitaph::events
