#pragma once
#include <boost/json.hpp>

#include "aws/error.h"
#include "model/arn.h"

namespace epitaph::events {

/// What PutTargets demands of one target beyond its shape (operations/target_shape.h): an ARN, a
/// role for the services that need one and none for those that take none, an input that can be
/// made, the parameters of its own service, a queue for its dead letters. `rule` is the rule's
/// account and region. Whether the target exists is nobody's business here, as on AWS. Errors:
/// ValidationException in AWS's words. Source: reference eventbridge.md, 6.
///
/// A log group takes no Input and no InputPath (section 9), but an InputTransformer.
aws::Verdict check_target(const boost::json::object& target, const Scope& rule);

}  // namespace epitaph::events
