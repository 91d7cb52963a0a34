#pragma once
#include <chrono>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "events/delivery/delivery_fault.h"
#include "model/rule.h"

namespace epitaph::events {

/// How long a target is tried: until either is used up. Source: reference eventbridge.md, 8.
struct RetryPolicy {
  int retries_max = 185;                       ///< attempts after the first one
  std::chrono::seconds age_max{24 * 60 * 60};  ///< of the event, since the bus took it
};

/// The target's own RetryPolicy, with AWS's defaults for what it leaves out.
RetryPolicy retry_policy(const Target& target);

/// How long to wait before retry number `retry` (from 1): twice as long each time, from one second
/// to ten minutes, of which at random the half to all. `random` is from 0 to 1.
/// With ten minutes at most the 185 retries take about the 24 hours, as AWS has the two beside each
/// other; AWS does not document its own waits.
std::chrono::milliseconds backoff(int retry, double random);

/// Another attempt is to be made, then.
struct Retry {
  Timestamp due;
};
/// No other is to be made.
struct GiveUp {
  /// MaximumRetryAttempts or MaximumEventAgeInSeconds, when it is the policy that ends it; empty
  /// when the fault was final.
  std::string_view exhausted;
};

/// What to do after a fault of an event that was taken at `taken_at` and has been tried `attempts`
/// times by `now`. A Retry-After counts when it asks for longer than the backoff.
/// A retry that would come after the event's last moment is not waited for.
std::variant<Retry, GiveUp> after_fault(const RetryPolicy& policy, const DeliveryFault& fault,
                                        int attempts, Timestamp taken_at, Timestamp now,
                                        double random);

/// Whether an event that waited for an attempt is too old for it now.
bool is_too_old(const RetryPolicy& policy, Timestamp taken_at, Timestamp now);

inline constexpr std::string_view kExhaustedRetries = "MaximumRetryAttempts";
inline constexpr std::string_view kExhaustedAge = "MaximumEventAgeInSeconds";

}  // namespace epitaph::events
