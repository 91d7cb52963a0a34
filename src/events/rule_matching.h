#pragma once
#include <string_view>
#include <vector>

#include "events/rule_snapshot.h"

namespace epitaph::events {

/// The rules of `rules` that are enabled and match `event`, the event's JSON; in their order.
/// Points into `rules`. The event is read once, however many rules ask.
std::vector<const CompiledRule*> matching_rules(const RuleSet& rules, std::string_view event);

}  // namespace epitaph::events
