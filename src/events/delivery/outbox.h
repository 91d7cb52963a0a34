#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/delivery/delivery_line.h"
#include "events/delivery/delivery_stats.h"
#include "events/delivery/failure_log.h"
#include "events/delivery/outbox_target.h"
#include "events/delivery/rule_stats.h"
#include "events/queue_target.h"
#include "model/rule.h"
#include "storage/storage.h"

namespace epitaph::events {

class Promises;

struct OutboxLimits {
  /// Owed to one target. Past it a delivery is given up at once, as if its retries were used up:
  /// into the target's dead-letter queue, or dropped and counted. One target that is dead for a day
  /// costs so much disk and no more, and neither the publisher nor any other target feels it.
  std::size_t owed_to_target_max = 100'000;
  /// Owed in all. Past it publishing is refused (kUnavailable, which is AWS's throttling to a
  /// caller): ten targets are dead and full by then, and what else is published may not be owed to
  /// anybody for want of a place.
  std::size_t owed_max = 1'000'000;
  /// Attempts at one target at a time. A target whose last attempt failed is tried one at a time
  /// until it answers: it cannot take the deliverers away from those that do.
  std::size_t attempts_at_target_max = 8;
  /// The longest that a deliverer sleeps: a clock that jumps is noticed by then.
  std::chrono::milliseconds sleep_max{5000};
};

/// A delivery that a deliverer has taken in hand; to be settled or released.
struct OwedItem {
  std::shared_ptr<DeliveryLine> line;
  std::shared_ptr<const Target> target;
  storage::QueueItem item;
  int attempts = 0;  ///< before this one
};

/// What is owed to targets that no commit can reach, durable until it is delivered or given up.
///
/// A publication owes a delivery by a row of its own commit: the event's body, shared with the logs
/// and the ledger, in a queue of the store for this target of this rule (delivery_line.h), so that
/// a target which is slow or dead stands in nobody's way. A deliverer takes an item when it is due,
/// makes an attempt, and settles it in one commit: it is removed, or moved to its next time, or
/// removed and put into the dead-letter queue. Between the attempt and that commit a crash makes it
/// come again: at least once.
///
/// What was owed to a target is delivered although its rule, or it itself, is changed or removed
/// meanwhile; with the members that the target had when it was last owed anything.
///
/// Any number of threads. No lock is held while the store is asked. What it is made with must
/// outlive it.
class Outbox {
 public:
  Outbox(storage::Storage& storage, OutboxTarget& api_destinations, QueueTarget queues,
         RuleCounters& rule_counters, FailureLog& failure_log, const Clock& clock,
         OutboxLimits limits = {});

  /// Finds what is owed since before the start. To be called once, first.
  Status load();

  enum class Owing : std::uint8_t { kOwed, kTargetIsFull };
  /// Adds to `commit` that `body`, an event's JSON, is owed to a target, and to `promises` that it
  /// will be when the commit is made. Errors: kUnavailable when too much is owed in all.
  Result<Owing> owe(const std::string& rule_arn, const Target& target, Timestamp now,
                    storage::BodyIndex body, storage::Commit& commit, Promises& promises);

  /// A delivery that is due and may be attempted now; nullopt when there is none.
  std::optional<OwedItem> take();
  /// The same, waiting for one; nullopt only when `stop` says so. Woken by commits that owe
  /// something, by deliveries that end, and by the time.
  std::optional<OwedItem> wait_and_take(const std::stop_token& stop);

  /// Makes one attempt of `item` and settles it.
  void deliver(const OwedItem& item, const std::stop_token& stop);

  /// Forgets targets that nothing is and nothing was owed to for kIdle.
  void sweep();

  DeliveryStats stats() const;

  static constexpr std::chrono::hours kIdle{1};

 private:
  friend class Promises;
  using LineKey = storage::DocumentKey;
  struct Tried;
  struct Settlement;

  std::shared_ptr<DeliveryLine> line_of(const std::string& rule_arn, const Target& target);
  void keep(Promises& promises);
  void withdraw(Promises& promises);

  std::shared_ptr<DeliveryLine> ready_line(Timestamp now);
  bool has_room(const DeliveryLine& line) const;
  std::optional<OwedItem> take_from(const std::shared_ptr<DeliveryLine>& line, Timestamp now);
  Timestamp next_due(Timestamp now) const;
  void wake_one();

  Tried attempt(const OwedItem& item, Timestamp now, const std::stop_token& stop);
  Attempt call(const OwedItem& item, const std::stop_token& stop);
  Result<Settlement> settlement(const OwedItem& item, const Tried& tried, Timestamp now);
  /// Until the store takes it, or `stop`; whether it has.
  bool commit(const OwedItem& item, const Tried& tried, Settlement& settlement,
              const std::stop_token& stop);
  void settle(const OwedItem& item, const Tried& tried, const Settlement& settlement);
  void count(const OwedItem& item, const Attempt& attempt, const Settlement& settlement,
             Timestamp now);
  void release(const OwedItem& item, std::optional<Timestamp> due);
  void report(const OwedItem& item, const DeliveryFault& fault, const Settlement& settlement,
              Timestamp now);
  double random();

  storage::Storage& storage_;
  OutboxTarget& api_destinations_;
  const QueueTarget queues_;
  RuleCounters& rule_counters_;
  FailureLog& failure_log_;
  const Clock& clock_;
  const OutboxLimits limits_;

  mutable std::mutex mutex_;  // guards all that follows, and the lines
  std::map<LineKey, std::shared_ptr<DeliveryLine>> lines_;
  LineKey last_served_;     // lines take turns
  std::uint64_t owed_ = 0;  // promised included
  DeliveryStats stats_;
  std::minstd_rand random_{std::random_device{}()};
  std::uint64_t wakes_ = 0;  // so that who is woken knows it from a spurious wake
  std::condition_variable_any changed_;
};

/// What one publication has owed so far, while its commit is not made. Going out of scope takes the
/// promises back, unless kept. For one thread.
class Promises {
 public:
  explicit Promises(Outbox* outbox) : outbox_(outbox) {}
  ~Promises() { withdraw(); }
  Promises(const Promises&) = delete;
  Promises& operator=(const Promises&) = delete;

  /// The commit is made: the deliverers are woken.
  void keep();
  bool empty() const { return made_.empty(); }

 private:
  friend class Outbox;
  void withdraw();

  struct Made {
    std::shared_ptr<DeliveryLine> line;
    std::shared_ptr<const Target> stored;  ///< what the commit's document says; null without one
    Timestamp due;
  };
  Outbox* outbox_;
  std::vector<Made> made_;
};

}  // namespace epitaph::events
