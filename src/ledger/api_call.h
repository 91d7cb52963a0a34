#pragma once
#include <optional>
#include <string>

#include "model/event.h"

namespace epitaph::ledger {

/// A call of the ECS API, of which CloudTrail tells through EventBridge: who did it.
struct ApiCall {
  std::string operation;  ///< `StopTask`
  std::string caller;     ///< ARN of the identity, else the service that called, else its type
  std::string reason;     ///< what the caller gave as `reason`
  std::string error;      ///< AWS's error code when the call was refused
  /// ARN of what the call was about: the task, service, container instance, task definition or
  /// cluster that it names. Empty when it names none, or several tasks.
  std::string resource;
};

/// nullopt when `event` is no such call. A task named by its id is resolved to its ARN: as the
/// answer of the call has it, else in the new form, of the account and region called.
/// Source: reference ecs.md, 7; CloudTrail User Guide, "CloudTrail record contents".
std::optional<ApiCall> read_api_call(const Event& event);

/// `StopTask called by arn:aws:iam::…:user/x, reason: …`, and that it was refused; masked.
std::string describe(const ApiCall& call);

}  // namespace epitaph::ledger
