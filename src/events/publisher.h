#pragma once
#include <chrono>
#include <span>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "events/publication.h"
#include "events/publish_stats.h"
#include "events/publisher_parts.h"
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

/// `bus.publish` of the design: everything that a batch of events causes, as one commit.
///
/// Every event goes to the ledger, which keeps what is of ECS, and to the targets of each rule of
/// its bus that is enabled and matches. A body is written once, however many rows point at it.
///
/// Log groups (of the rule's own account and region), queues, archives and other event buses are
/// reached by the commit itself. An API destination is owed the event: the commit holds that, and
/// the outbox delivers (delivery/outbox.h). PutTargets takes the ARNs of other services too, as AWS
/// does. Such a target, one that is not there, and one whose input cannot be made of the event are
/// a failed invocation: counted for the rule, logged, put into the target's dead-letter queue in
/// the same commit, and no hindrance to the rest. Source: reference eventbridge.md, 8 to 10.
///
/// The same event published again lands on the rows of the first time, in the ledger (which counts
/// it) and in every log stream. Nothing is read to publish, but the rules in memory.
///
/// Any number of threads may publish at once; no lock is held while rules are matched.
class Publisher {
 public:
  explicit Publisher(PublisherParts parts) : parts_(std::move(parts)) {}

  /// Publishes all batches in one commit, durable on return. Events for a bus that is not there are
  /// dropped, counted and logged, and the call succeeds: so does AWS's PutEvents.
  /// The caller bounds the batch; a commit holds all of it in memory.
  /// Errors: the store's (kUnavailable: too much is waiting or owed, try again; kConflict by
  /// `options.documents`). Nothing has happened then.
  Status publish(std::span<const BusBatch> batches, PublishOptions options = {});
  Status publish(const BusAddress& bus, std::span<const Event> events, PublishOptions options = {});

  /// Publishes `event` for the targets of this one rule, whatever its pattern: how a schedule
  /// fires. Errors: those of publish().
  Status fire(const CompiledRule& rule, const Event& event,
              std::vector<storage::DocumentRow> documents = {});

  PublishStats stats() const { return counters_.read(); }
  /// Forgets what was counted of rules that are gone. To be called now and then.
  void forget_deleted_rules();

 private:
  Status commit(Publication& publication, bool deliver_outside);
  void log_unknown_bus(const BusAddress& bus, Timestamp now);

  const PublisherParts parts_;
  PublishCounters counters_;
  Seldom log_of_unknown_buses_{std::chrono::minutes{1}};
};

}  // namespace epitaph::events
