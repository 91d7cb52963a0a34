#pragma once
#include "api/resource.h"
#include "logs/live_tail/tail_hub.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds log events as they are written:
///   GET /logs/tail   text/event-stream, until the client goes. Query: group (names, up to 10, with
///                    commas between them), stream (a name), streamPrefix, pattern (a filter
///                    pattern), account and region (those of `home`)
/// which begins with
///   event: session   {"logGroups": [name]}
/// then has once a second, when there is something to tell,
///   event: update    {"events": [{logGroupName, logStreamName, timestamp, ingestionTime,
///   message}],
///                     "dropped": how many more there were}
/// and an empty comment when there is nothing. A session of three hours ends with
///   event: end       {"reason": "timeout"}, or "stopped" when the server stops
/// Messages are masked, and the pattern is held against the masked text: nobody shall find by it
/// what they may not read. All of it outlives the resources.
void add_log_tail_resource(Resources& resources, storage::Storage& store, logs::TailHub& live_tail,
                           const Scope& home);

}  // namespace epitaph::api
