#include "events/operations/event_bus_json.h"

#include "aws/input.h"

namespace epitaph::events {

boost::json::object event_bus_json(const EventBus& bus) {
  boost::json::object output{{"Name", bus.address.name}, {"Arn", bus_arn(bus.address)}};
  if (!bus.description.empty()) output["Description"] = bus.description;
  if (!bus.policy.empty()) output["Policy"] = bus.policy;
  if (bus.created_at) output["CreationTime"] = aws::epoch_seconds(*bus.created_at);
  if (bus.modified_at) output["LastModifiedTime"] = aws::epoch_seconds(*bus.modified_at);
  return output;
}

void add_settings(const EventBus& bus, boost::json::object& output) {
  if (!bus.description.empty()) output["Description"] = bus.description;
  if (!bus.kms_key_identifier.empty()) output["KmsKeyIdentifier"] = bus.kms_key_identifier;
  if (!bus.dead_letter_config.empty()) output["DeadLetterConfig"] = bus.dead_letter_config;
  if (!bus.log_config.empty()) output["LogConfig"] = bus.log_config;
}

void read_settings(const boost::json::object& input, EventBus& bus) {
  const auto read_text = [&](std::string_view name, std::string& into) {
    if (const auto text = aws::optional_text(input, name)) into = *text;
  };
  const auto read_object = [&](std::string_view name, boost::json::object& into) {
    if (const auto* object = aws::optional_object(input, name)) into = *object;
  };
  read_text("Description", bus.description);
  read_text("KmsKeyIdentifier", bus.kms_key_identifier);
  read_object("DeadLetterConfig", bus.dead_letter_config);
  read_object("LogConfig", bus.log_config);
}

}  // namespace epitaph::events
