#pragma once
#include <boost/json.hpp>

#include "aws/shape.h"
#include "events/archives/replay.h"

namespace epitaph::events {

/// A replay as ListReplays shows it.
boost::json::object replay_json(const Replay& replay);

const aws::Shape& replay_name_shape();

}  // namespace epitaph::events
