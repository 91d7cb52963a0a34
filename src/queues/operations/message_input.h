#pragma once
#include <boost/json.hpp>

#include "aws/operation.h"
#include "queues/messages.h"
#include "queues/queue.h"

namespace epitaph::queues {

/// The message that SendMessage, or an entry of SendMessageBatch, has in `input`.
/// Errors, in SQS's words: MissingParameter, InvalidParameterValue (too long, a delay or an
/// attribute that cannot be), InvalidMessageContents, UnsupportedOperation for what belongs to FIFO
/// queues.
aws::Outcome<NewMessage> read_message(const boost::json::object& input, const Queue& queue,
                                      const aws::Call& call);

/// What is answered of it by which the client checks that it arrived whole.
boost::json::object digests_of(const NewMessage& message);

}  // namespace epitaph::queues
