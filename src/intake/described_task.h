#pragma once
#include <boost/json.hpp>

#include "base/result.h"
#include "model/event.h"

namespace epitaph::intake {

/// A task out of the answer of DescribeTasks as the event that would tell of it: an ECS Task State
/// Change whose detail is the task, its times as RFC 3339 like an event's, whatever form the client
/// had turned them into.
///
/// The envelope is ours, and says so by its id, `describe-tasks-` and a hash of the detail: the
/// same answer makes the same event. Its time is the latest that the task names, so that where an
/// event of ECS itself tells of the same version, that one counts, which came a little later.
/// Errors: kInvalid when it has no task ARN or no time.
Result<Event> event_of_described_task(boost::json::object task);

}  // namespace epitaph::intake
