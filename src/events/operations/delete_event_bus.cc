#include "aws/input.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_delete_event_bus(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(parts.buses.remove(read_bus(aws::text(call.input, "Name"), call.scope)));
  return Done{};
}

}  // namespace

aws::Operation delete_event_bus(const EventServiceParts& parts) {
  return {
      .name = "DeleteEventBus",
      .input = aws::structure({{"Name", event_bus_name_shape(), aws::kRequired}}),
      .handle = [parts](const aws::Call& call) { return handle_delete_event_bus(parts, call); }};
}

}  // namespace epitaph::events
