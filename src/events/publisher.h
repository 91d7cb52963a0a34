#pragma once
#include <chrono>
#include <span>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "events/log_group_target.h"
#include "events/publication.h"
#include "events/publish_stats.h"
#include "events/rule_book.h"
#include "events/seldom.h"
#include "model/event.h"
#include "storage/storage.h"

namespace epitaph::events {

/// Events for one bus. Points at events that must live until publish() returns.
struct BusBatch {
  BusAddress bus;
  std::span<const Event> events;
};

struct PublishOptions {
  /// False for an import: what happened long ago goes into the ledger and the commit's own targets,
  /// and nothing of it is told to the outside.
  bool deliver_outside = true;
};

/// `bus.publish` of the design: everything that a batch of events causes, as one commit.
///
/// Every event goes to the ledger, which keeps what is of ECS, and to the targets of each rule of
/// its bus that is enabled and matches. A body is written once, however many rows point at it.
///
/// Targets that a commit can reach: log groups, of the rule's own account and region. The message
/// is the event's JSON, unchanged, in the stream that log_stream_name.h names. A log group that is
/// not there is a failed invocation: counted, logged, and no hindrance to the rest. PutTargets
/// takes the ARNs of other services, as AWS does; such a target is a failed invocation each time,
/// since without an outbox nothing can be owed to it.
///
/// The same event published again lands on the rows of the first time, in the ledger (which counts
/// it) and in every log stream. Nothing is read to publish, but the rules in memory.
///
/// Any number of threads may publish at once; no lock is held while rules are matched.
class Publisher {
 public:
  /// All must outlive the publisher. `log_groups` is called by every publish().
  Publisher(storage::Storage& storage, const RuleBook& rules, LogGroupTarget log_groups,
            const Clock& clock)
      : storage_(storage), rules_(rules), log_groups_(std::move(log_groups)), clock_(clock) {}

  /// Publishes all batches in one commit, durable on return. Events for a bus that is not there are
  /// dropped, counted and logged, and the call succeeds: so does AWS's PutEvents.
  /// The caller bounds the batch; a commit holds all of it in memory.
  /// Errors: the store's (kUnavailable: too much is waiting, try again). Nothing has happened then.
  Status publish(std::span<const BusBatch> batches, PublishOptions options = {});
  Status publish(const BusAddress& bus, std::span<const Event> events, PublishOptions options = {});

  PublishStats stats() const { return counters_.read(); }

 private:
  void log(const Publication& publication, const BusAddress* unknown_bus);

  storage::Storage& storage_;
  const RuleBook& rules_;
  LogGroupTarget log_groups_;
  const Clock& clock_;
  PublishCounters counters_;
  Seldom log_of_failures_{std::chrono::seconds{10}};
  Seldom log_of_unknown_buses_{std::chrono::seconds{10}};
};

}  // namespace epitaph::events
