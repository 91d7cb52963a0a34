#include "events/delivery/failure_log.h"

#include <spdlog/spdlog.h>

namespace epitaph::events {
namespace {

std::string_view to_text(FailedDelivery::Fate fate) {
  switch (fate) {
    case FailedDelivery::Fate::kRetried:
      return "retried";
    case FailedDelivery::Fate::kDeadLettered:
      return "dead-lettered";
    case FailedDelivery::Fate::kDropped:
      return "dropped";
  }
  return "";
}

}  // namespace

void FailureLog::add(const FailedDelivery& failed, Timestamp now) {
  std::uint64_t more = 0;
  {
    const std::scoped_lock lock(mutex_);
    if (targets_.size() >= kTargetsMax) targets_.clear();
    auto& entry = targets_[{failed.rule_arn, failed.target_id}];
    if (now < entry.next) {
      ++entry.held_back;
      return;
    }
    more = std::exchange(entry.held_back, 0);
    entry.next = now + kPause;
  }
  spdlog::warn(
      "delivery failed rule={} target={} arn={:?} event={:?} code={} reason={:?} fate={} more={}",
      failed.rule_arn, failed.target_id, failed.target_arn, failed.event_id,
      to_text(failed.fault.code), failed.fault.message, to_text(failed.fate), more);
}

}  // namespace epitaph::events
