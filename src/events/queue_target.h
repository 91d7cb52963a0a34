#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/arn.h"
#include "storage/commit.h"

namespace epitaph::events {

/// A message attribute of data type String.
struct MessageAttribute {
  std::string name, value;
};

/// One message on its way into an SQS queue. The views hold for the length of the call.
struct QueueMessage {
  std::string_view arn;     ///< of the queue, in whatever account and region
  storage::BodyIndex body;  ///< in the commit that is handed over beside this
  std::span<const MessageAttribute> attributes = {};  ///< of a dead letter
};

/// Adds the message to the commit, or nothing when it fails; what `main.cc` fills with SQS. Called
/// from any thread.
///
/// A queue lives in the same store, so what is sent to one, be it a target or a dead-letter queue,
/// is in the commit with everything else that the event causes: nothing is owed, nothing can be
/// lost in between, and no deliverer has to carry it. Errors: kNotFound when there is no such
/// queue, kInvalid when it cannot take the message. Either is a failed invocation and the commit
/// goes on without it; any other error refuses the whole commit.
using QueueTarget = std::function<Status(const QueueMessage&, storage::Commit&)>;

/// Whether `arn:aws:sqs:R:A:NAME` is meant.
bool is_queue(const ArnParts& arn);

}  // namespace epitaph::events
