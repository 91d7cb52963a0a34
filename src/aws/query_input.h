#pragma once
#include <span>

#include <boost/json.hpp>

#include "aws/shape.h"
#include "http/message.h"

namespace epitaph::aws {

/// The input of an operation as JSON, out of the parameters of a Query form:
///   QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5
///   SendMessageBatchRequestEntry.1.MessageAttribute.2.Value.DataType=String
/// Lists and maps are flattened, their items named as the shape says (ListShape::query_name), and
/// counted from 1; gaps count as nothing. A text that is not of the type that the shape wants stays
/// a text, for type_fault() to refuse. What the shape does not name is ignored; of a parameter that
/// comes twice the first counts.
/// `shape` is a structure(). Names of more than kQueryDepthMax parts are ignored: no shape goes so
/// deep.
/// Source: AWS's Smithy documentation, "AWS query protocol".
boost::json::value query_input(const Shape& shape, std::span<const http::Parameter> parameters);

constexpr std::size_t kQueryDepthMax = 16;

}  // namespace epitaph::aws
