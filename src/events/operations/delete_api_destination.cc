#include "aws/input.h"
#include "events/connections/connection_operations.h"
#include "events/operations/connection_answers.h"
#include "events/operations/connection_shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_delete_api_destination(const ConnectionParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  const auto remove = [&](std::optional<ApiDestination>& destination) -> aws::Verdict {
    if (!destination) return destination_not_found(name);
    destination.reset();
    return Done{};
  };
  EPITAPH_CHECK(parts.destinations().change(call.scope, name, remove));
  return boost::json::object{};
}

}  // namespace

aws::Operation delete_api_destination(const ConnectionParts& parts) {
  return {.name = "DeleteApiDestination",
          .input = aws::structure({{"Name", connection_name_shape(), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) {
            return handle_delete_api_destination(parts, call);
          }};
}

}  // namespace epitaph::events
