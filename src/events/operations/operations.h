#pragma once
#include <vector>

#include "aws/operation.h"
#include "events/event_service.h"

namespace epitaph::events {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation cancel_replay(const EventServiceParts& parts);
aws::Operation create_archive(const EventServiceParts& parts);
aws::Operation create_event_bus(const EventServiceParts& parts);
aws::Operation delete_archive(const EventServiceParts& parts);
aws::Operation delete_event_bus(const EventServiceParts& parts);
aws::Operation delete_rule(const EventServiceParts& parts);
aws::Operation describe_archive(const EventServiceParts& parts);
aws::Operation describe_event_bus(const EventServiceParts& parts);
aws::Operation describe_replay(const EventServiceParts& parts);
aws::Operation describe_rule(const EventServiceParts& parts);
aws::Operation disable_rule(const EventServiceParts& parts);
aws::Operation enable_rule(const EventServiceParts& parts);
aws::Operation list_archives(const EventServiceParts& parts);
aws::Operation list_event_buses(const EventServiceParts& parts);
aws::Operation list_replays(const EventServiceParts& parts);
aws::Operation list_rule_names_by_target(const EventServiceParts& parts);
aws::Operation list_rules(const EventServiceParts& parts);
aws::Operation list_tags_for_resource(const EventServiceParts& parts);
aws::Operation list_targets_by_rule(const EventServiceParts& parts);
aws::Operation put_events(const EventServiceParts& parts);
aws::Operation put_permission(const EventServiceParts& parts);
aws::Operation put_rule(const EventServiceParts& parts);
aws::Operation put_targets(const EventServiceParts& parts);
aws::Operation remove_permission(const EventServiceParts& parts);
aws::Operation remove_targets(const EventServiceParts& parts);
aws::Operation start_replay(const EventServiceParts& parts);
aws::Operation tag_resource(const EventServiceParts& parts);
aws::Operation test_event_pattern(const EventServiceParts& parts);
aws::Operation untag_resource(const EventServiceParts& parts);
aws::Operation update_archive(const EventServiceParts& parts);
aws::Operation update_event_bus(const EventServiceParts& parts);

/// The operations of partners and their customers, all of which are disabled here.
std::vector<aws::Operation> partner_event_sources();

}  // namespace epitaph::events
