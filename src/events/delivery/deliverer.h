#pragma once
#include <mutex>
#include <random>
#include <stop_token>

#include "base/clock.h"
#include "base/result.h"
#include "events/delivery/failure_log.h"
#include "events/delivery/outbox.h"
#include "events/delivery/outbox_target.h"
#include "events/delivery/rule_stats.h"
#include "events/queue_target.h"
#include "storage/storage.h"

namespace epitaph::events {

/// Makes the attempts of what the outbox owes, and settles each in one commit: the item is removed,
/// or moved to its next time, or removed and put into the dead-letter queue. Between an attempt and
/// that commit a crash makes the item come again: at least once.
///
/// Any number of threads. What it is made with must outlive it.
class Deliverer {
 public:
  Deliverer(storage::Storage& storage, Outbox& outbox, OutboxTarget& targets, QueueTarget queues,
            RuleCounters& rule_counters, FailureLog& failure_log, const Clock& clock);

  /// Makes one attempt of `item` and settles it. `stop` ends the attempt early; the item is owed as
  /// before then.
  void deliver(const OwedItem& item, const std::stop_token& stop);

  /// Delivers what is due, and waits for more, until `stop`: a thread's work.
  void run(const std::stop_token& stop);

 private:
  struct Tried;
  struct Plan;

  Tried attempt(const OwedItem& item, const std::stop_token& stop);
  Attempt call(const OwedItem& item, const std::stop_token& stop);
  Result<Plan> plan(const OwedItem& item, const Tried& tried);
  /// Until the store takes it, or `stop`; nullopt when it has not.
  std::optional<SettledItem> commit(const OwedItem& item, const Tried& tried,
                                    const std::stop_token& stop);
  void count(const OwedItem& item, const Attempt& attempt, const SettledItem& settled);
  void report(const OwedItem& item, const DeliveryFault& fault, FailedDelivery::Fate fate);
  double random();

  storage::Storage& storage_;
  Outbox& outbox_;
  OutboxTarget& targets_;
  const QueueTarget queues_;
  RuleCounters& rule_counters_;
  FailureLog& failure_log_;
  const Clock& clock_;
  std::mutex mutex_;  // guards random_
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace epitaph::events
