#pragma once
#include <map>
#include <string>
#include <string_view>

#include "aws/operation.h"
#include "queues/queues.h"
#include "queues/sqs_service.h"

namespace epitaph::queues {

/// The address that a call's QueueUrl has, or else the path that it was sent to; in the region of
/// the caller, and of whatever account the URL names.
/// Errors: MissingParameter, InvalidAddress.
aws::Outcome<QueueAddress> called_address(const aws::Call& call);

/// That queue. Errors also: QueueDoesNotExist.
aws::Outcome<Queue> called_queue(const SqsServiceParts& parts, const aws::Call& call);

/// QueueDoesNotExist for kNotFound, as unforeseen() otherwise.
aws::ApiError refused_queue(const Error& error);

/// A member that SQS demands in words of its own. Errors: MissingParameter.
aws::Outcome<std::string> required_text(const boost::json::object& input, std::string_view name);

/// A map of texts; empty when absent.
std::map<std::string, std::string> text_map(const boost::json::object& input,
                                            std::string_view name);

/// Whether the attributes can be set, and the dead-letter queue that they name is there.
aws::Verdict check_settable(const SqsServiceParts& parts,
                            const std::map<std::string, std::string>& attributes);

}  // namespace epitaph::queues
