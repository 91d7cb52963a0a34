#pragma once
#include <boost/json.hpp>

#include "events/event_bus.h"

namespace epitaph::events {

/// A bus as ListEventBuses shows it: members that it has not are left out.
boost::json::object event_bus_json(const EventBus& bus);

/// Adds what only CreateEventBus, UpdateEventBus and DescribeEventBus show: Description,
/// KmsKeyIdentifier, DeadLetterConfig and LogConfig, as far as they were given.
void add_settings(const EventBus& bus, boost::json::object& output);

/// Takes those from the call, as far as it has them.
void read_settings(const boost::json::object& input, EventBus& bus);

}  // namespace epitaph::events
