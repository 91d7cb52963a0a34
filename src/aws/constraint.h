#pragma once
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "aws/shape.h"

namespace epitaph::aws {

/// The rules that one value breaks, by itself and without what lies in it, in AWS's order and
/// words: `Member must have length less than or equal to 64`. Types have been checked before.
std::vector<std::string> broken_rules(const Shape& shape, const boost::json::value& value);

/// All rules of a shape, for the messages about the keys, values or items of a container, which
/// name them all whichever is broken:
///   [Member must have length less than or equal to 128, Member must have length greater than …]
std::string all_rules(const Shape& shape);

}  // namespace epitaph::aws
