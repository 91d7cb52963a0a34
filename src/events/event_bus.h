#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "storage/storage.h"

namespace epitaph::events {

/// An event bus as CreateEventBus made it and UpdateEventBus, PutPermission and TagResource have
/// changed it. An empty text or object stands for a member that was not given. Key, dead letters
/// and logging are kept and shown: nothing here is encrypted with a key, so no event is ever lost
/// to one.
struct EventBus {
  BusAddress address;
  std::string description;
  std::string kms_key_identifier;
  boost::json::object dead_letter_config;
  boost::json::object log_config;
  std::string policy;  ///< JSON text (bus_policy.h)
  std::map<std::string, std::string> tags;
  std::optional<Timestamp> created_at;  ///< absent for a default bus: it was always there
  std::optional<Timestamp> modified_at;
};

/// Buses are control-plane documents of this kind, one each, named as the bus is. A default bus has
/// one only when something was set on it.
///   {"description": "…", "kmsKeyIdentifier": "…", "deadLetterConfig": {…}, "logConfig": {…},
///    "policy": "…", "tags": {"k": "v"}, "createdAt": epoch ms, "modifiedAt": epoch ms}
/// of which those that say nothing are left out.
inline constexpr std::string_view kEventBusKind = "event-bus";

storage::DocumentKey event_bus_key(const BusAddress& bus);
std::string to_document(const EventBus& bus);
/// Errors: kCorrupt when the text is none of to_document().
Result<EventBus> parse_event_bus(const storage::Document& document);

}  // namespace epitaph::events
