#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/commit.h"

namespace epitaph::logs {

/// One message on its way to a subscription filter's destination. The views hold for the length of
/// the call.
struct SubscriptionDelivery {
  const Scope& scope;  ///< of the log group
  std::string_view group;
  std::string_view filter;
  std::string_view destination_arn;
  std::string payload;  ///< `{"awslogs":{"data":"…"}}`, as Lambda gets it
  Timestamp now;
};

/// The messages that one commit sends. For one thread. What was promised to somebody because of a
/// commit that is never made is taken back when this goes.
class SubscriptionSender {
 public:
  virtual ~SubscriptionSender() = default;

  /// Adds to the commit that the destination is to get the message: it is sent when the commit is
  /// made, and lost by no crash behind it.
  /// Errors: kNotFound and kInvalid when this destination cannot have it, and then nothing was
  /// added; any other refuses the commit.
  virtual Status add(SubscriptionDelivery delivery, storage::Commit& commit) = 0;
  /// The commit is made.
  virtual void committed() = 0;
};

/// Where subscription filters send to: whoever can reach queues and API destinations, which is not
/// this folder. Called from any thread.
class SubscriptionTarget {
 public:
  virtual ~SubscriptionTarget() = default;

  /// Errors: kNotFound or kInvalid when there is no such queue or API destination.
  virtual Status check(std::string_view destination_arn) = 0;
  virtual std::unique_ptr<SubscriptionSender> begin() = 0;
};

}  // namespace epitaph::logs
