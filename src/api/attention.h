#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "ledger/attention.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds what ought to be looked at now:
///   GET /attention   {items: [{kind, severity, account, region, cluster, service, task, since,
///                    count, headline, evidence: [{path, value}]}], nextCursor: null}; the critical
///                    first, then what lasts longest. What does not apply is null. Query: account,
///                    region, cluster, service
/// The parts outlive the resources.
void add_attention_resource(Resources& resources, storage::Storage& store,
                            const ledger::AttentionThresholds& thresholds, const Clock& clock);

}  // namespace epitaph::api
