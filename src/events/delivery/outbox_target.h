#pragma once
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "events/delivery/delivery_fault.h"
#include "model/event.h"
#include "model/rule.h"

namespace epitaph::events {

/// One event that is owed to a target. The references hold for the length of the call.
struct OwedEvent {
  const std::string& rule_arn;
  const Target& target;
  const Event& event;
  Timestamp ingestion_time;  ///< when the bus took it
};

/// A kind of target beyond the reach of a commit: what the deliverers speak to. The kinds inside
/// the commit are log_group_target.h and queue_target.h. Called from any thread.
class OutboxTarget {
 public:
  virtual ~OutboxTarget() = default;

  /// Whether the target may be called now; the call counts as made then. Else when to ask again: a
  /// rate that was agreed upon is used up. Must not block.
  virtual std::optional<Timestamp> next_call(const Target& target, Timestamp now) = 0;

  /// Makes one attempt. Blocks, for seconds at most; `stop` ends it early, as a fault.
  virtual Attempt attempt(const OwedEvent& owed, const std::stop_token& stop) = 0;
};

}  // namespace epitaph::events
