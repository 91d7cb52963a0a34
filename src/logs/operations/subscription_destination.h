#pragma once
#include <string_view>

#include "aws/error.h"
#include "logs/subscription_target.h"
#include "model/arn.h"

namespace epitaph::logs {

/// Judges where a subscription filter of the caller's is to send: an SQS queue or an API
/// destination of EventBridge that is there. What AWS sends to is refused in its words for one that
/// is not there, and everything else as a vendor that it cannot work with. Source: reference
/// cloudwatch-logs.md, 3.5. `target` may be null: then nothing is there.
aws::Verdict check_destination(SubscriptionTarget* target, const Scope& caller,
                               std::string_view destination_arn, std::string_view role_arn);

/// What control messages call a destination that check_destination() takes.
std::string_view vendor_name(std::string_view destination_arn);

/// It is not there, or takes no message.
aws::ApiError undelivered_test_message(std::string_view destination_arn);

}  // namespace epitaph::logs
