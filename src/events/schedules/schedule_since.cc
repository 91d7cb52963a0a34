#include "events/schedules/schedule_since.h"

namespace epitaph::events {

std::optional<Timestamp> schedule_since(const Rule* before, const Rule& after, Timestamp now) {
  if (after.schedule_expression.empty()) return std::nullopt;
  const bool ran_before = before != nullptr && before->enabled() && after.enabled() &&
                          before->schedule_expression == after.schedule_expression;
  return ran_before && before->schedule_since ? before->schedule_since : now;
}

}  // namespace epitaph::events
