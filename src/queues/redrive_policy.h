#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "aws/error.h"
#include "queues/queue.h"

namespace epitaph::queues {

/// When a message has been received too often, and where it then goes:
///   {"deadLetterTargetArn": "arn:aws:sqs:…", "maxReceiveCount": 5}
/// where the count may be a text, as AWS takes it.
struct RedrivePolicy {
  QueueAddress dead_letters;
  std::uint64_t receives_max = 0;  ///< 1 to 1000
};

/// Errors: InvalidParameterValue, in AWS's words.
aws::Outcome<RedrivePolicy> parse_redrive_policy(std::string_view text);

/// nullopt when the queue has none.
std::optional<RedrivePolicy> redrive_policy_of(const Queue& queue);

}  // namespace epitaph::queues
