#include "events/event_service.h"

#include "events/operations/operations.h"

namespace epitaph::events {

aws::Service event_service(const EventServiceParts& parts) {
  return {.name = "events",
          .target_prefix = "AWSEvents",
          .dialect = aws::kEventBridge,
          .operations = {delete_rule(parts), describe_rule(parts), disable_rule(parts),
                         enable_rule(parts), list_rules(parts), list_targets_by_rule(parts),
                         put_events(parts), put_rule(parts), put_targets(parts),
                         remove_targets(parts), test_event_pattern(parts)}};
}

}  // namespace epitaph::events
