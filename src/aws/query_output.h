#pragma once
#include <string>

#include <boost/json.hpp>

#include "aws/shape.h"

namespace epitaph::aws {

/// The output of an operation as the XML of the Query protocol, the counterpart of query_input():
/// the members of `shape` in its order, lists and maps flattened.
///   <Message><Body>text</Body><Attribute><Name>k</Name><Value>v</Value></Attribute></Message>
/// A member that the shape does not name is left out.
std::string query_output(const Shape& shape, const boost::json::object& output);

}  // namespace epitaph::aws
