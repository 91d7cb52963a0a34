#pragma once
#include <boost/json/object.hpp>

#include "aws/shape.h"

namespace epitaph::ecs {

/// What RegisterTaskDefinition takes. Types and enums alone: for the rest ECS has words of its own,
/// task_definition_check.h. Source: botocore's model of 2026, 2014-11-13.
const aws::Shape& task_definition_shape();

/// The members of a call that are the definition's own, `tags` not among them: what the shape does
/// not name is dropped, as AWS drops it.
boost::json::object definition_members(const boost::json::object& input);

}  // namespace epitaph::ecs
