#pragma once
#include <string_view>

#include <boost/json/object.hpp>

#include "base/result.h"

namespace epitaph::ecs {

struct WireTaskOptions {
  bool tags = false;  ///< `include` of the call names TAGS
};

/// A task in the form of the ECS API, made of the `detail` of a task event. Members keep their
/// order; what an event writes otherwise than the API does is changed, and nothing else:
///   times                        epoch seconds with up to three decimals; what is no time is left
///   out attachments[].type           `eni` is `ElasticNetworkInterface`, `sdi` is `Service
///   Connect` managedAgents[].status       `lastStatus` updatedAt                    left out: only
///   events have it tags                         left out, or with `options.tags` never absent null
///   left out, at any depth
/// Also reads the copies that Step Functions makes (PascalCase keys, epoch milliseconds) and what
/// is in the API's form already. Members that nobody knows pass as they are.
/// Errors: kInvalid when `detail` is no JSON object. Source: reference ecs.md, 2 and 8.
Result<boost::json::object> wire_task(std::string_view detail, const WireTaskOptions& options = {});

}  // namespace epitaph::ecs
