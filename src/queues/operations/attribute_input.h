#pragma once
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"
#include "queues/message.h"

namespace epitaph::queues {

/// The message attributes under `member`:
///   {"name": {"DataType": "Number.int", "StringValue": "5"}, "b": {"DataType": "Binary",
///    "BinaryValue": base64}}
/// Errors, in SQS's words: InvalidParameterValue; UnsupportedOperation for lists of values.
/// Source: Amazon SQS Developer Guide, "Amazon SQS message attributes".
aws::Outcome<MessageAttributes> read_attributes(const boost::json::object& input,
                                                std::string_view member);

}  // namespace epitaph::queues
