#include "events/event_service.h"

#include <iterator>

#include "events/operations/operations.h"

namespace epitaph::events {

aws::Service event_service(const EventServiceParts& parts) {
  aws::Service service{.name = "events",
                       .target_prefix = "AWSEvents",
                       .dialect = aws::kEventBridge,
                       .operations = {cancel_replay(parts),        create_archive(parts),
                                      create_event_bus(parts),     delete_archive(parts),
                                      delete_event_bus(parts),     delete_rule(parts),
                                      describe_archive(parts),     describe_event_bus(parts),
                                      describe_replay(parts),      describe_rule(parts),
                                      disable_rule(parts),         enable_rule(parts),
                                      list_archives(parts),        list_event_buses(parts),
                                      list_replays(parts),         list_rule_names_by_target(parts),
                                      list_rules(parts),           list_tags_for_resource(parts),
                                      list_targets_by_rule(parts), put_events(parts),
                                      put_permission(parts),       put_rule(parts),
                                      put_targets(parts),          remove_permission(parts),
                                      remove_targets(parts),       start_replay(parts),
                                      tag_resource(parts),         test_event_pattern(parts),
                                      untag_resource(parts),       update_archive(parts),
                                      update_event_bus(parts)}};
  std::ranges::move(partner_event_sources(), std::back_inserter(service.operations));
  return service;
}

}  // namespace epitaph::events
