#include "aws/input.h"
#include "events/operations/event_bus_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_update_event_bus(const EventServiceParts& parts, const aws::Call& call) {
  const auto address = read_bus(aws::optional_text(call.input, "Name"), call.scope);
  boost::json::object output{{"Arn", bus_arn(address)}, {"Name", address.name}};
  // What the call does not name stays as it is.
  EPITAPH_CHECK(parts.buses.change(address, [&](EventBus& bus) -> aws::Verdict {
    read_settings(call.input, bus);
    bus.modified_at = parts.clock.now();
    add_settings(bus, output);
    return Done{};
  }));
  return output;
}

}  // namespace

aws::Operation update_event_bus(const EventServiceParts& parts) {
  return {
      .name = "UpdateEventBus",
      .input = aws::structure({{"Name", event_bus_name_shape()},
                               {"KmsKeyIdentifier", kms_key_shape()},
                               {"Description", description_shape()},
                               {"DeadLetterConfig", dead_letter_config_shape()},
                               {"LogConfig", log_config_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_update_event_bus(parts, call); }};
}

}  // namespace epitaph::events
