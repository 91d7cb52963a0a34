#pragma once
#include "api/resource.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds for how long stopped tasks are kept:
///   GET /retention                 {defaultDays, clusters: [{account, region, cluster, days}]}
///   GET /retention/deletions       {items: [{account, region, cluster, month, tasks, events,
///                                  retentionDays, firstAt, lastAt, stoppedBefore}], nextCursor:
///                                  null}: what it took
///   PUT /retention                 the days of all clusters without days of their own
///   PUT /retention/{cluster}       those of one: its ARN, or its name in `account` and `region`
///                                  of the query, which are `home` when they are not given
///   DELETE of either               takes the rule away: 204
/// The body of a PUT is {days}, null for ever; it answers as GET /retention.
/// `store` outlives the resources.
void add_retention_resources(Resources& resources, storage::Storage& store, const Scope& home);

}  // namespace epitaph::api
