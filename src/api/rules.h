#pragma once
#include "api/resource.h"
#include "events/delivery/rule_stats.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the rules of EventBridge, of all accounts, regions and buses, with what has become of their
/// events since the server was started:
///   GET /rules   {items: [rule], nextCursor}, by account, region, bus and name. Query: limit (1 to
///                1000, 50), cursor
/// `store` and `counters` outlive the resources.
void add_rule_resource(Resources& resources, storage::Storage& store,
                       const events::RuleCounters& counters);

}  // namespace epitaph::api
