#pragma once
#include <boost/json.hpp>

#include "aws/shape.h"

namespace epitaph::events {

/// A target of PutTargets, with the parameters of every service.
/// Source: botocore's model of 2026, 2015-10-07.
const aws::Shape& target_shape();

/// The members of a target that AWS knows, which are those that it keeps and lists.
boost::json::object known_members(const boost::json::object& target);

}  // namespace epitaph::events
