#include "aws/input.h"
#include "events/operations/event_bus_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_event_bus(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(bus, parts.buses.find(read_bus(aws::optional_text(call.input, "Name"), call.scope)));
  auto output = event_bus_json(bus);
  add_settings(bus, output);
  return output;
}

}  // namespace

aws::Operation describe_event_bus(const EventServiceParts& parts) {
  return {
      .name = "DescribeEventBus",
      .input = aws::structure({{"Name", event_bus_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_describe_event_bus(parts, call); }};
}

}  // namespace epitaph::events
