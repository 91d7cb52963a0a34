#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "events/log_group_target.h"
#include "events/publish_stats.h"
#include "events/rule_snapshot.h"
#include "model/event.h"
#include "storage/commit.h"

namespace epitaph::events {

/// A target that could not be reached, for the log.
struct FailedInvocation {
  std::string rule_arn, target_id, target_arn, event_id, reason;
};

/// One call of Publisher::publish() while its commit is filled. For one thread.
struct Publication {
  const LogGroupTarget& log_groups;
  Timestamp now;
  bool deliver_outside = true;

  storage::Commit commit = {};
  PublishStats stats = {};
  std::optional<FailedInvocation> first_failure = {};

  /// Adds all that `event` causes on a bus with these rules.
  /// Errors: a target's that is neither kNotFound nor kInvalid; the commit must not be used then.
  Status add(const Event& event, const RuleSet& rules);

 private:
  struct Occurrence;
  Status invoke(const Occurrence& occurrence, const CompiledRule& rule, const Target& target);
  void fail(const Occurrence& occurrence, const CompiledRule& rule, const Target& target,
            std::string reason);
};

}  // namespace epitaph::events
