#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "queues/message.h"
#include "queues/queue.h"
#include "storage/storage.h"

namespace epitaph::queues {

/// The queues of the store. Safe from any thread; the store and the clock must outlive it.
/// Every change is tried again when another has come in between, kAttemptsMax times.
class Queues {
 public:
  Queues(storage::Storage& store, const Clock& clock) : store_(store), clock_(clock) {}

  /// Errors of all that name a queue: kNotFound when there is none; those of the store.
  Result<Queue> find(const QueueAddress& address) const;
  Result<std::vector<Queue>> list(const Scope& scope) const;
  /// Of all accounts and regions.
  Result<std::vector<Queue>> list_all() const;

  /// `queue` with its address, attributes and tags; the rest is put in here. Gives what is there
  /// already, when something is.
  Result<Queue> create(Queue queue) const;
  Result<Queue> change(const QueueAddress& address,
                       const std::function<Status(Queue&)>& edit) const;
  /// With its messages.
  Status remove(const QueueAddress& address) const;
  /// Takes all messages away. Errors also: kLimit when it was purged less than kPurgePause ago.
  Status purge(const QueueAddress& address) const;

  /// Adds a message to the queue with this ARN, as part of a commit that is the caller's: it is
  /// there when that is. `body` is one of the commit's, which other rows may share. Whoever waits
  /// for a message of the queue sees it within LongPolls::kLookAgain.
  /// Errors: kNotFound when there is no such queue; kInvalid when `arn` is none of a queue, or the
  /// queue cannot take the message (too long, empty, or with characters that SQS does not take).
  Status enqueue(std::string_view arn, storage::BodyIndex body, MessageAttributes attributes,
                 storage::Commit& commit) const;

  static constexpr int kAttemptsMax = 20;
  static constexpr std::chrono::seconds kPurgePause{60};

 private:
  using Decision = std::function<Status(Queue& queue, storage::Commit& commit)>;
  Result<Queue> decide(const QueueAddress& address, const Decision& decision) const;

  storage::Storage& store_;
  const Clock& clock_;
};

/// Drops the messages of every queue that are past its MessageRetentionPeriod at `now`, whether
/// visible, delayed or in flight. Gives how many.
Result<std::uint64_t> sweep_expired_messages(storage::Storage& store, Timestamp now);

}  // namespace epitaph::queues
