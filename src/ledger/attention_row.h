#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/arn.h"
#include "model/diagnosis.h"

namespace epitaph::ledger {

/// What somebody ought to look at now.
enum class AttentionKind {
  kCrashLoop,         ///< a service whose tasks fail young, again and again
  kServiceEvent,      ///< a service that says itself that something is wrong
  kDeploymentFailed,  ///< a deployment that failed and that none has made good since
  kNoRunningTask,     ///< a service that is to have tasks and has none
  kSilentCluster,     ///< a cluster with running tasks of which nothing is heard any more
  kStuckTask,         ///< a task that does not get past PROVISIONING or PENDING
};

/// `crash-loop`, `service-event`, `deployment-failed`, `no-running-task`, `silent-cluster`,
/// `stuck-task`.
std::string_view to_string(AttentionKind kind);

/// Whether something that should work does not, or may soon not.
enum class Severity { kCritical, kWarning };

/// `critical`, `warning`.
std::string_view to_string(Severity severity);

/// One thing that wants attention. What does not apply is empty.
struct AttentionRow {
  AttentionKind kind = AttentionKind::kServiceEvent;
  Severity severity = Severity::kWarning;
  Scope scope;
  std::string cluster;
  std::string service;
  std::string task;  ///< ARN of the task, or of the newest of several
  Timestamp since;
  std::uint64_t count = 1;         ///< of what makes it up: failures, events
  std::string headline;            ///< one sentence for a tired person
  std::vector<Evidence> evidence;  ///< what it rests on, texts masked
};

}  // namespace epitaph::ledger
