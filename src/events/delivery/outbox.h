#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/delivery/delivery_line.h"
#include "events/delivery/delivery_stats.h"
#include "events/delivery/failure_log.h"
#include "events/delivery/outbox_target.h"
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

/// A delivery that a deliverer has taken in hand; to be settled or put back.
struct OwedItem {
  std::shared_ptr<DeliveryLine> line;
  std::shared_ptr<const Target> target;
  storage::QueueItem item;
  int attempts = 0;  ///< before this one
};

/// How an attempt ended, as the store has it by now.
struct SettledItem {
  std::optional<FailedDelivery::Fate> fate = {};  ///< nullopt: it was delivered
  int attempts = 0;                               ///< made in all, this one included
  bool is_failing = false;  ///< the target may well not take the next one either
  Timestamp retry_at = {};  ///< of kRetried
};

/// What is owed to targets that no commit can reach, durable until it is delivered or given up.
///
/// A publication owes a delivery by a row of its own commit: the event's body, shared with the logs
/// and the ledger, in a queue of the store for this target of this rule (delivery_line.h), so that
/// a target which is slow or dead stands in nobody's way. A deliverer (deliverer.h) takes an item
/// when it is due, and says how it ended.
///
/// What was owed to a target is delivered although its rule, or it itself, is changed or removed
/// meanwhile; with the members that the target had when it was last owed anything.
///
/// Any number of threads. No lock is held while the store is asked. What it is made with must
/// outlive it.
class Outbox {
 public:
  /// `targets` says how fast each may be called.
  Outbox(storage::Storage& storage, OutboxTarget& targets, const Clock& clock,
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

  /// To be called when the store has what became of `item`.
  void settle(const OwedItem& item, const SettledItem& settled);
  /// `item` stays owed as it was, and is due at `due`, or as it was when that is nullopt.
  void put_back(const OwedItem& item, std::optional<Timestamp> due);

  /// Forgets targets that nothing is and nothing was owed to for kIdle.
  void sweep();

  DeliveryStats stats() const;

  static constexpr std::chrono::hours kIdle{1};

 private:
  friend class Promises;
  using LineKey = storage::DocumentKey;

  std::shared_ptr<DeliveryLine> line_of(const std::string& rule_arn, const Target& target);
  void keep(Promises& promises);
  void withdraw(Promises& promises);

  std::shared_ptr<DeliveryLine> ready_line(Timestamp now);
  bool has_room(const DeliveryLine& line) const;
  std::optional<OwedItem> take_from(const std::shared_ptr<DeliveryLine>& line, Timestamp now);
  Timestamp next_due(Timestamp now) const;
  void wake_one();

  storage::Storage& storage_;
  OutboxTarget& targets_;
  const Clock& clock_;
  const OutboxLimits limits_;

  mutable std::mutex mutex_;  // guards all that follows, and the lines
  std::map<LineKey, std::shared_ptr<DeliveryLine>> lines_;
  LineKey last_served_;     // lines take turns
  std::uint64_t owed_ = 0;  // promised included
  DeliveryStats stats_;
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
