#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/delivery/delivery_fault.h"
#include "events/queue_target.h"
#include "model/rule.h"

namespace epitaph::events {

/// A delivery that was given up. The views hold for the length of a call.
struct DeadLetter {
  std::string_view rule_arn;
  std::string_view target_arn;
  const DeliveryFault& fault;
  std::string_view exhausted;  ///< GiveUp's
  int retries = 0;             ///< attempts after the first one
};

/// What stands beside the event in the dead-letter queue: RULE_ARN, TARGET_ARN, ERROR_CODE,
/// ERROR_MESSAGE (at most 1,024 bytes, of characters that SQS takes), EXHAUSTED_RETRY_CONDITION
/// when it was the retry policy, RETRY_ATTEMPTS. Source: reference eventbridge.md, 8.
std::vector<MessageAttribute> attributes_of(const DeadLetter& letter);

/// The queue that the target's DeadLetterConfig names; nullopt when there is none.
std::optional<std::string> dead_letter_queue(const Target& target);

/// Where dead letters go: adds `body` of the commit, the event, to the target's dead-letter queue.
/// Gives whether it is kept there: not when the target names no queue, or one that is not there.
/// Errors: those of a queue that refuse a commit.
Result<bool> send_dead_letter(const QueueTarget& queues, const Target& target,
                              const DeadLetter& letter, storage::BodyIndex body,
                              storage::Commit& commit);

}  // namespace epitaph::events
