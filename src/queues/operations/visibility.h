#pragma once
#include <boost/json.hpp>

#include "aws/error.h"
#include "queues/queue.h"
#include "queues/sqs_service.h"

namespace epitaph::queues {

/// What ChangeMessageVisibility, or an entry of its batch, asks for in `input`.
/// Errors: MissingParameter, InvalidParameterValue (also when the message is no longer the
/// receiver's), ReceiptHandleIsInvalid.
aws::Verdict change_visibility(const SqsServiceParts& parts, const Queue& queue,
                               const boost::json::object& input);

}  // namespace epitaph::queues
