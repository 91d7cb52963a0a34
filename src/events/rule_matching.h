#pragma once
#include <string_view>
#include <vector>

#include "events/bus_rules.h"

namespace epitaph::events {

/// The enabled rules that match `event`, the event's JSON, by name. They live as long as `rules`.
/// The event is read once, however many rules there are; of one that was refused when it came in
/// (pattern/matcher/event_scan.h) the answer may be anything.
std::vector<const CompiledRule*> matching_rules(const BusRules& rules, std::string_view event);

}  // namespace epitaph::events
