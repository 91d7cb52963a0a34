#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "ledger/ledger.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the legal holds:
///   GET /holds                        {items: [hold], nextCursor: null}
///   PUT /holds/tasks/{task}           holds a task; {task} as /tasks/{task} takes it, or an ARN of
///                                     which nothing is known yet
///   PUT /holds/services/{service}     holds every task of a service; {service} is an ARN, or
///                                     CLUSTER/SERVICE where only one is called so
///   DELETE of either                  lifts it: 204
/// The body of a PUT is {reason, placedBy}; it answers the hold: {taskArn, service: {account,
/// region, cluster, service}, reason, placedBy, placedAt}, one of the first two being null.
/// All parts outlive the resources.
void add_hold_resources(Resources& resources, storage::Storage& store, const ledger::Ledger& ledger,
                        const Clock& clock);

}  // namespace epitaph::api
