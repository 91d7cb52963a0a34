#pragma once
#include <optional>
#include <string>

#include <boost/json.hpp>

#include "aws/shape.h"

namespace epitaph::aws {

/// The first JSON value of `input` whose type its shape cannot take, in AWS's words; nullopt when
/// all can be taken. Null fits everywhere, and a member that the shape does not name is not looked
/// at.
///   `true` for a string    TRUE_VALUE can not be converted to a String
///   a list for a scalar    Start of list found where not expected
///   an object for one      Start of structure or map found where not expected.
///   a scalar for a list    Expected list or null
///   a scalar for an object Expected null
/// Source: measured on Amazon Athena in September 2026; a fraction for an integer and an object for
/// a list are worded after these.
std::optional<std::string> type_fault(const Shape& shape, const boost::json::value& input);

}  // namespace epitaph::aws
