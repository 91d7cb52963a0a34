#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "ledger/context_changes.h"
#include "ledger/context_phases.h"
#include "ledger/deployments.h"
#include "ledger/ledger.h"
#include "ledger/service_event.h"

namespace epitaph::ledger {

/// A container with what its task's definition says of it.
struct ContainerContext {
  std::string name;
  std::optional<bool> essential;  ///< absent when the definition is not known
  std::optional<std::chrono::seconds> stop_timeout;
  std::optional<std::int64_t> memory_mib;
  std::optional<LogLocation> logs;
};

/// How many tasks of another service stopped of the same cause at about the same time.
struct OtherService {
  std::string service;  ///< its name, in whatever cluster
  std::uint64_t count = 0;
};

/// Where else the same happened.
struct SameFailure {
  std::string issue;         ///< the fingerprint: see issues.h
  std::uint64_t count = 0;   ///< of the issue, of all time, this task among them
  std::uint64_t recent = 0;  ///< of the issue, in the day up to this stop
  std::vector<OtherService>
      other_services;  ///< same cause within kSameTime, most first, at most ten
};

/// What no event of a task tells, joined from the events of others on reading.
struct TaskContext {
  std::optional<Deployment> deployment;      ///< that started it
  std::vector<ServiceEvent> service_events;  ///< of the time around its stop, newest first
  std::vector<ContainerContext> containers;  ///< in the order of the task
  std::optional<SameFailure> same_failure;   ///< of failures and disruptions
  std::optional<Changes> changes;            ///< absent when no other is known that ran well
  std::vector<ComparedPhase> phases;
};

/// Service events of so long before and after the stop belong to it.
constexpr std::chrono::minutes kAroundStop{15};
/// What stopped within so long before or after counts as "now" elsewhere.
constexpr std::chrono::hours kSameTime{1};
/// So many recent tasks of the service are compared with.
constexpr std::size_t kRecentTasks = 20;

/// Reads the context of a task; `log_url_template` as diagnosis::Context has it. Bounded: the
/// events of the service, kRecentTasks tasks, two documents, a handful of counts. Errors: the
/// store's.
Result<TaskContext> read_context(storage::Storage& store, const DiagnosedTask& task,
                                 const std::string& log_url_template = {});

/// The member `context` of a task's page:
///   deployment     null or {id, state, startedAt, endedAt, reason, rolledBackTo, replacedBy,
///   tasks} serviceEvents  [{time, type, name, text, deployment}] containers     [{name, essential,
///   stopTimeoutSeconds, memoryMiB, logs}] sameFailure    null or {issue, count, recent,
///   otherServices: [{service, count}]} changes        null or {sinceTask, taskDefinition: {before,
///   now},
///                    images: [{container, imageBefore, imageNow, digestBefore, digestNow,
///                              sameTagNewDigest}],
///                    settings: [{path, before, now}]}
///   phases         [{name, begin, durationMs, usualMs, samples}]
/// Times are RFC 3339. What is not known is left out, but for the members above. No text in it
/// holds a secret.
boost::json::object to_json(const TaskContext& context);

}  // namespace epitaph::ledger
