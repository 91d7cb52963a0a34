#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "events/delivery/delivery_fault.h"

namespace epitaph::events {

/// A delivery that failed, as the log tells it.
struct FailedDelivery {
  std::string rule_arn, target_id, target_arn, event_id;
  DeliveryFault fault;
  enum class Fate : std::uint8_t { kRetried, kDeadLettered, kDropped } fate = Fate::kDropped;
};

/// Logs deliveries that failed, at most once a minute for each target, with how many others there
/// were since: a target that is gone fails with every event, and a line for each would cost more
/// than the events do. Safe from any thread.
class FailureLog {
 public:
  void add(const FailedDelivery& failed, Timestamp now);

  static constexpr std::chrono::minutes kPause{1};
  /// Targets that are remembered; past it all are forgotten, and some are logged too soon.
  static constexpr std::size_t kTargetsMax = 10'000;

 private:
  struct Entry {
    Timestamp next{};
    std::uint64_t held_back = 0;
  };

  std::mutex mutex_;                                              // guards targets_
  std::map<std::pair<std::string, std::string>, Entry> targets_;  // by rule ARN and target id
};

}  // namespace epitaph::events
