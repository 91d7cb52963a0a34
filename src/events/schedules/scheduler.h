#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/publisher.h"
#include "events/rule_book.h"
#include "events/schedules/schedule_expression.h"
#include "storage/storage.h"

namespace epitaph::events {

/// Makes the schedules of enabled rules fire: a `Scheduled Event` from `aws.events`, for the rule's
/// own targets and no other rule, at each time that its ScheduleExpression names.
///
/// When a rule last fired is a document (kind "schedule", named as the rule: {"firedAt": epoch
/// ms}), written in the one commit with the event: so a restart, or a second node over the same
/// store, fires nothing twice, and what came due while nothing ran is fired late, each event with
/// the time at which it should have been. What is kCatchUpMax late is given up, as AWS gives up an
/// event that cannot be delivered for that long.
///
/// Not safe to be called from two threads at once. Nothing here waits: whoever calls decides how
/// punctual schedules are, and tests move the clock.
class Scheduler {
 public:
  static constexpr std::chrono::hours kCatchUpMax{24};
  /// Events of one call; what else is due is left for the next.
  static constexpr std::size_t kEventsPerCallMax = 100;

  /// All must outlive the scheduler.
  Scheduler(storage::Storage& storage, const RuleBook& rules, Publisher& publisher,
            const Clock& clock)
      : storage_(storage), rules_(rules), publisher_(publisher), clock_(clock) {}

  /// Fires what is due now, and gives how many events that were.
  /// Errors: the store's; what was not fired stays due.
  Result<std::size_t> fire_due();

 private:
  struct Entry {
    std::shared_ptr<const CompiledRule> rule;
    ScheduleExpression schedule;
    Timestamp since;
    std::optional<Timestamp> due;  ///< absent: never again
  };

  Status plan();
  Result<std::optional<storage::Document>> last_fired(const Rule& rule) const;
  Status forget_deleted_rules() const;
  Status plan_next(Entry& entry) const;
  Result<bool> fire(Entry& entry);

  storage::Storage& storage_;
  const RuleBook& rules_;
  Publisher& publisher_;
  const Clock& clock_;
  std::shared_ptr<const RuleSnapshot> planned_;  // the rules that entries_ were made of
  std::vector<Entry> entries_;
};

}  // namespace epitaph::events
