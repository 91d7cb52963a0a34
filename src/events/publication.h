#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "events/bus.h"
#include "events/publish_stats.h"
#include "events/publisher_parts.h"
#include "events/rule_snapshot.h"
#include "model/event.h"
#include "storage/commit.h"

namespace epitaph::events {

/// One call of the publisher while its commit is filled. For one thread.
///
/// An event that a rule sends to another bus is on that bus like any other, in the same commit,
/// with its id, account and region as they are. It visits a bus once on one way (loops are cut), at
/// most kBusVisitsMax buses in all, and leaves its account or region at most once, as on AWS.
class Publication {
 public:
  Publication(const PublisherParts& parts, const RuleSnapshot& rules, const PublishOptions& options)
      : parts_(parts),
        rules_(rules),
        options_(options),
        now_(parts.clock.now()),
        promises(parts.outbox) {}

  /// Adds all that `event` causes on a bus that is there.
  /// Errors: a target's that is neither kNotFound nor kInvalid, and kUnavailable when too much is
  /// owed; the commit must not be used then.
  Status add(const Event& event, const BusAddress& bus);
  /// Adds what `event` causes by triggering this one rule, whatever its pattern.
  Status fire(const Event& event, const CompiledRule& rule);

  static constexpr int kBusVisitsMax = 100;
  /// Failures that are kept for the log: as many as it could want of one call.
  static constexpr std::size_t kFailuresMax = 100;

 private:
  struct Occurrence;
  struct Invocation;
  using Outcome = Result<Attempt>;

  const PublisherParts& parts_;
  const RuleSnapshot& rules_;
  const PublishOptions& options_;
  const Timestamp now_;

 public:
  storage::Commit commit = {};
  Promises promises;
  PublishStats stats = {};
  RuleCounters::Changes rule_changes = {};
  std::vector<FailedDelivery> failures = {};

 private:
  Status visit(Occurrence& occurrence);
  Status trigger(Occurrence& occurrence, const CompiledRule& rule);
  Status invoke(Occurrence& occurrence, const CompiledRule& rule, const Target& target);
  bool is_told(const Invocation& invocation) const;
  Outcome reach(const Invocation& invocation);
  Outcome to_log_group(const Invocation& invocation);
  Outcome to_archive(const Invocation& invocation);
  Outcome to_queue(const Invocation& invocation);
  Outcome to_bus(const Invocation& invocation);
  Outcome to_outbox(const Invocation& invocation);
  Status fail(const Invocation& invocation, const DeliveryFault& fault);
};

}  // namespace epitaph::events
