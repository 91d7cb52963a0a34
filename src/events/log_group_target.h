#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/commit.h"

namespace epitaph::events {

/// One event on its way into a log group. The views hold for the length of the call.
struct LogGroupDelivery {
  const Scope& scope;          ///< account and region that the group is in
  std::string_view group;      ///< its name, `/aws/events/ecs-stopped-tasks`
  std::string_view stream;     ///< fit to be a stream's name (log_stream_name.h)
  Timestamp time;              ///< of the event, hence whole seconds
  Timestamp ingested_at;       ///< now
  std::string_view message;    ///< what `body` holds
  storage::BodyIndex body;     ///< in the commit that is handed over beside this
  storage::Identity identity;  ///< the same whenever the same event comes again for the same target
};

/// Adds the log event to the commit, or nothing when it fails; what `main.cc` fills with CloudWatch
/// Logs. Called from any thread, once for each event and target.
/// Errors: kNotFound when there is no such group, kInvalid when the group cannot take the message
/// (too long, say). Either is a failed invocation of the target and the commit goes on without it;
/// any other error refuses the whole commit, so that the sender tries again.
using LogGroupTarget = std::function<Status(const LogGroupDelivery&, storage::Commit&)>;

/// What log groups themselves make of the events that a commit has added to them (subscription and
/// metric filters). Called once for each commit with log events, before it is made, from any
/// thread; may add rows. What it gives, unless empty, is called when the commit is made.
/// `deliver_outside`: PublishOptions'. Errors refuse the commit, so that the sender tries again.
using LogGroupFollowUp =
    std::function<Result<std::move_only_function<void()>>(storage::Commit&, bool deliver_outside)>;

/// The name of the group that `arn:aws:logs:R:A:log-group:NAME` means, `:*` behind it or not;
/// empty when `target` is no log group. Points into `target`.
std::string_view log_group_of(const ArnParts& target);

}  // namespace epitaph::events
