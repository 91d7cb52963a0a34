#pragma once
#include <optional>

#include <boost/json.hpp>

#include "aws/dialect.h"
#include "aws/error.h"
#include "aws/shape.h"

namespace epitaph::aws {

/// Holds an input against the shape of its operation, a structure(). nullopt: it fits, and is an
/// object.
///
/// First the types. Wrong ones are a SerializationException, in AWS's words:
///   NUMBER_VALUE can not be converted to a String
///   Start of structure or map found where not expected.
/// Then what the shape demands, all complaints in one, of the dialect's class:
///   2 validation errors detected: Value 'a b' at 'targets.1.member.id' failed to satisfy
///   constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+; Value null at
///   'rule' failed to satisfy constraint: Member must not be null
/// (on one line). Complaints stand in the order of the members; about one value, the pattern comes
/// before the length. At most kViolationsMax are collected, and a value is quoted up to
/// kQuotedBytesMax, so that an answer stays far smaller than what provoked it could make it.
/// Source: reference eventbridge.md 1, cloudwatch-logs.md 1; the words about types as measured on
/// Amazon Athena in 2026, which is built of the same parts.
std::optional<ApiError> validate(const Shape& shape, const boost::json::value& input,
                                 const Dialect& dialect);

constexpr std::size_t kViolationsMax = 100;
constexpr std::size_t kQuotedBytesMax = 8192;

}  // namespace epitaph::aws
