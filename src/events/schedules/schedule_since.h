#pragma once
#include <optional>

#include "base/clock.h"
#include "model/rule.h"

namespace epitaph::events {

/// From when on the schedule of `after` runs, which replaces `before` (null: there was no such
/// rule) at `now`: as before, when the same schedule ran then, and else from now on. nullopt
/// without a schedule.
std::optional<Timestamp> schedule_since(const Rule* before, const Rule& after, Timestamp now);

}  // namespace epitaph::events
