#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the issues, failures and disruptions of one fingerprint:
///   GET /issues        {items: [issue], total, nextCursor}. Query: selection_parameters(), order
///                      (lastSeen or count), limit (1 to 1000, 50), cursor
///   GET /issues/{id}   one of all time
/// An issue is {id, count, firstSeen, lastSeen, cause, kind, headline, container, exitCode, reason,
/// service, family, cluster, account, region, widthMs, histogram: [{begin, count}], revisions:
/// [{taskDefinition, count, firstSeen, lastSeen}], sampleTaskArn}; what its tasks do not have is
/// null. `sampleTaskArn` is the newest of them. `store` and `clock` outlive the resources.
void add_issue_resources(Resources& resources, storage::Storage& store, const Clock& clock);

}  // namespace epitaph::api
