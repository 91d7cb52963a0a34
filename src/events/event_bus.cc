#include "events/event_bus.h"

#include "storage/document_json.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& document, std::string_view name) {
  const auto* text = document.if_contains(name);
  return text == nullptr ? std::string{} : std::string{text->as_string()};
}

json::object object_of(const json::object& document, std::string_view name) {
  const auto* object = document.if_contains(name);
  return object == nullptr ? json::object{} : object->as_object();
}

std::optional<Timestamp> time_of(const json::object& document, std::string_view name) {
  const auto* time = document.if_contains(name);
  if (time == nullptr) return std::nullopt;
  return Timestamp{std::chrono::milliseconds{time->to_number<std::int64_t>()}};
}

EventBus read_members(const json::object& document) {
  EventBus bus{.address = {},
               .description = text_of(document, "description"),
               .kms_key_identifier = text_of(document, "kmsKeyIdentifier"),
               .dead_letter_config = object_of(document, "deadLetterConfig"),
               .log_config = object_of(document, "logConfig"),
               .policy = text_of(document, "policy"),
               .tags = {},
               .created_at = time_of(document, "createdAt"),
               .modified_at = time_of(document, "modifiedAt")};
  for (const auto& tag : object_of(document, "tags")) bus.tags[tag.key()] = tag.value().as_string();
  return bus;
}

}  // namespace

storage::DocumentKey event_bus_key(const BusAddress& bus) {
  return {.kind = std::string{kEventBusKind}, .scope = bus.scope, .name = bus.name};
}

std::string to_document(const EventBus& bus) {
  json::object document;
  const auto add = [&](std::string_view name, const auto& value) {
    if (!value.empty()) document[name] = json::value_from(value);
  };
  const auto add_time = [&](std::string_view name, const std::optional<Timestamp>& time) {
    if (time) document[name] = time->time_since_epoch().count();
  };
  add("description", bus.description);
  add("kmsKeyIdentifier", bus.kms_key_identifier);
  add("deadLetterConfig", bus.dead_letter_config);
  add("logConfig", bus.log_config);
  add("policy", bus.policy);
  add("tags", bus.tags);
  add_time("createdAt", bus.created_at);
  add_time("modifiedAt", bus.modified_at);
  return json::serialize(document);
}

Result<EventBus> parse_event_bus(const storage::Document& document) {
  return storage::read_json(document, "event bus", [&](const json::object& root) {
    EventBus bus = read_members(root);
    bus.address = {.scope = document.key.scope, .name = document.key.name};
    return bus;
  });
}

}  // namespace epitaph::events
