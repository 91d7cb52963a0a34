#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"

namespace epitaph::events {
namespace {

/// It is gone on return, where AWS's answer says that it is going.
aws::Answer handle_delete_connection(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  boost::json::object answer;
  const auto remove = [&](std::optional<Connection>& connection) -> aws::Verdict {
    if (!connection) return connection_not_found(name);
    answer = connection_answer(*connection);
    answer["ConnectionState"] = "DELETING";
    connection.reset();
    return Done{};
  };
  EPITAPH_CHECK(parts.connections().change(call.scope, name, remove));
  return answer;
}

}  // namespace

aws::Operation delete_connection(const ConnectionParts& parts) {
  return {
      .name = "DeleteConnection",
      .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired}}),
      .handle = [parts](const aws::Call& call) { return handle_delete_connection(parts, call); }};
}

}  // namespace epitaph::events
