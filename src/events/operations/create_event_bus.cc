#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/event_bus_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/tags.h"

namespace epitaph::events {
namespace {

const aws::Shape& create_event_bus_input() {
  static const aws::Shape kShape = aws::structure(
      {{"Name", event_bus_name_shape(), aws::kRequired},
       {"EventSourceName",
        aws::string().length(1, 256).pattern(R"(aws\.partner(/[\.\-_A-Za-z0-9]+){2,})")},
       {"Description", description_shape()},
       {"KmsKeyIdentifier", kms_key_shape()},
       {"DeadLetterConfig", dead_letter_config_shape()},
       {"LogConfig", log_config_shape()},
       {"Tags", tags_shape()}});
  return kShape;
}

aws::Verdict check_name(const aws::Call& call) {
  const auto name = aws::text(call.input, "Name");
  const auto source = aws::optional_text(call.input, "EventSourceName");
  if (!source) {
    if (!name.contains('/')) return Done{};
    return aws::validation_exception("Event bus name must not contain '/'.");
  }
  if (name != *source) {
    return aws::validation_exception("Event bus name must match event source name.");
  }
  // No partner offers one here.
  return aws::resource_not_found(fmt::format("Event source {} does not exist.", *source));
}

aws::Answer handle_create_event_bus(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name(call));
  const auto now = parts.clock.now();
  EventBus bus{.address = {.scope = call.scope, .name = std::string{aws::text(call.input, "Name")}},
               .created_at = now,
               .modified_at = now};
  read_settings(call.input, bus);
  EPITAPH_CHECK(add_tags(aws::items(call.input, "Tags"), bus.tags));
  EPITAPH_CHECK(parts.buses.create(bus, parts.quotas.buses));
  boost::json::object output{{"EventBusArn", bus_arn(bus.address)}};
  add_settings(bus, output);
  return output;
}

}  // namespace

aws::Operation create_event_bus(const EventServiceParts& parts) {
  return {
      .name = "CreateEventBus",
      .input = create_event_bus_input(),
      .handle = [parts](const aws::Call& call) { return handle_create_event_bus(parts, call); }};
}

}  // namespace epitaph::events
