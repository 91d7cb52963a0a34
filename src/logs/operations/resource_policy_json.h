#pragma once
#include <optional>
#include <string>

#include <boost/json.hpp>

#include "aws/error.h"
#include "aws/operation.h"
#include "aws/shape.h"
#include "logs/log_service.h"
#include "logs/policy_text.h"
#include "logs/resource_policies.h"

namespace epitaph::logs {

// What the operations on resource policies share.

/// Source: the resource type AWS::Logs::ResourcePolicy of CloudFormation.
const aws::Shape& resource_policy_name_shape();

/// With the text normalised.
boost::json::object resource_policy_json(const ResourcePolicy& policy);

/// The ARN of the log group that the call names as `resourceArn`, which must be there; empty when
/// it names none.
aws::Outcome<std::string> resource_of_policy(const LogServiceParts& parts, const aws::Call& call);

std::optional<std::string> expected_revision(const aws::Call& call);

/// What ResourcePolicies refused, in AWS's words; kNotFound is the operation's own.
aws::ApiError refused_policy(const Error& error);

}  // namespace epitaph::logs
