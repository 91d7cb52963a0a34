#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"

namespace epitaph::events {
namespace {

/// Its secrets are gone on return, where AWS's answer says that they are going.
aws::Answer handle_deauthorize_connection(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  boost::json::object answer;
  const auto deauthorize = [&](std::optional<Connection>& connection) -> aws::Verdict {
    if (!connection) return connection_not_found(name);
    connection->sealed.clear();
    connection->state = "DEAUTHORIZED";
    connection->state_reason.clear();
    connection->modified_at = parts.clock.now();
    answer = connection_answer(*connection);
    answer["ConnectionState"] = "DEAUTHORIZING";
    return Done{};
  };
  EPITAPH_CHECK(parts.connections().change(call.scope, name, deauthorize));
  return answer;
}

}  // namespace

aws::Operation deauthorize_connection(const ConnectionParts& parts) {
  return {.name = "DeauthorizeConnection",
          .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) {
            return handle_deauthorize_connection(parts, call);
          }};
}

}  // namespace epitaph::events
