#pragma once
#include <boost/json.hpp>

#include "aws/error.h"
#include "aws/operation.h"
#include "events/connections/api_destination.h"
#include "events/connections/connection_operations.h"

namespace epitaph::events {

/// Takes what the call says of ConnectionArn, InvocationEndpoint, HttpMethod,
/// InvocationRateLimitPerSecond and Description into `destination`. Gives its connection, the one
/// it had when the call names none. Errors: in AWS's words, for an endpoint that is none, the ARN
/// of another region, a connection that is not there.
aws::Outcome<std::optional<Connection>> read_destination(const ConnectionParts& parts,
                                                         const aws::Call& call,
                                                         ApiDestination& destination);

}  // namespace epitaph::events
