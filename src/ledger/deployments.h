#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/event.h"

namespace epitaph::ledger {

/// `kUnknown`: only its tasks were seen, none of its own events.
enum class DeploymentState { kUnknown, kInProgress, kCompleted, kFailed };

/// `unknown`, `in progress`, `completed`, `failed`.
std::string_view to_string(DeploymentState state);

/// One deployment of a service, as events tell of it.
struct Deployment {
  std::string id;  ///< `ecs-svc/N`, as `startedBy` of its tasks has it
  DeploymentState state = DeploymentState::kUnknown;
  std::optional<Timestamp> started_at;  ///< of its first event, or the stop of its first known task
  std::optional<Timestamp> ended_at;    ///< when it was completed or failed
  std::string reason;                   ///< what its last event says; masked
  std::string rolled_back_to;           ///< id of the deployment that ECS returned to
  std::string replaced_by;              ///< id of the one that began next; empty for the newest
  std::uint64_t tasks = 0;              ///< of it that are known, whatever their status
};

/// Folds the deployment events of one service, in any order and with repeats, into its deployments,
/// the newest first. What failed stays failed while ECS rolls back, though its events then say
/// IN_PROGRESS again. Other events count for nothing.
/// Source: reference ecs.md, 7; samples `deployment-*`.
std::vector<Deployment> fold_deployments(std::span<const Event> events);

/// Says of each which one began next; they must stand the newest first.
void link_deployments(std::vector<Deployment>& deployments);

}  // namespace epitaph::ledger
