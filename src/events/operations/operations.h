#pragma once
#include "aws/operation.h"
#include "events/event_service.h"

namespace epitaph::events {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation delete_rule(const EventServiceParts& parts);
aws::Operation describe_rule(const EventServiceParts& parts);
aws::Operation disable_rule(const EventServiceParts& parts);
aws::Operation enable_rule(const EventServiceParts& parts);
aws::Operation list_rules(const EventServiceParts& parts);
aws::Operation list_targets_by_rule(const EventServiceParts& parts);
aws::Operation put_events(const EventServiceParts& parts);
aws::Operation put_rule(const EventServiceParts& parts);
aws::Operation put_targets(const EventServiceParts& parts);
aws::Operation remove_targets(const EventServiceParts& parts);
aws::Operation test_event_pattern(const EventServiceParts& parts);

}  // namespace epitaph::events
