#include "api/api.h"

#include "api/attention.h"
#include "api/clock.h"
#include "api/counts.h"
#include "api/events.h"
#include "api/export.h"
#include "api/holds.h"
#include "api/issues.h"
#include "api/log_tail.h"
#include "api/openapi.h"
#include "api/retention.h"
#include "api/rules.h"
#include "api/services.h"
#include "api/task_definitions.h"
#include "api/tasks.h"

namespace epitaph::api {

Resources api_resources(const ApiParts& parts) {
  Resources resources;
  add_task_resources(resources, {.store = parts.store,
                                 .ledger = parts.ledger,
                                 .clock = parts.clock,
                                 .log_url_template = parts.log_url_template});
  add_issue_resources(resources, parts.store, parts.clock);
  add_count_resources(resources, parts.ledger, parts.store, parts.clock);
  add_event_resource(resources, parts.store, parts.clock);
  add_export_resource(resources, parts.ledger, parts.clock);
  add_service_resources(resources, parts.store);
  add_attention_resource(resources, parts.store, parts.attention, parts.clock);
  add_task_definition_resources(resources, parts.store, parts.clock);
  add_hold_resources(resources, parts.store, parts.ledger, parts.clock);
  add_retention_resources(resources, parts.store, parts.server.home);
  add_server_resource(resources, parts.server, parts.store, parts.rules, parts.clock);
  add_rule_resource(resources, parts.store, parts.rule_counters);
  add_log_tail_resource(resources, parts.store, parts.live_tail, parts.server.home);
  add_clock_resources(resources, parts.clock, parts.movable_clock);
  add_openapi_resource(resources);
  return resources;
}

}  // namespace epitaph::api
