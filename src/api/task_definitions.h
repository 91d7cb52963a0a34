#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the task definitions that are known:
///   GET /task-definitions                    {items: [{account, region, taskDefinition}],
///                                            nextCursor}; query: account, region, family, limit (1
///                                            to 1000, 50), cursor
///   GET /task-definitions/{taskDefinition}   one as DescribeTaskDefinition has it, masked; an ARN,
///                                            or family:revision in `account` and `region` of the
///                                            query, where only one is called so
///   POST /task-definitions                   takes such answers in, one, an array or one a line:
///                                            {accepted, rejected: [{index, error}]}
/// The parts outlive the resources.
void add_task_definition_resources(Resources& resources, storage::Storage& store,
                                   const Clock& clock);

}  // namespace epitaph::api
