#pragma once
#include <cstddef>
#include <optional>

#include "diagnosis/context.h"
#include "model/task.h"

namespace epitaph::diagnosis {

/// The container whose end started the stop: when one essential container ends, ECS stops the
/// others, and those show 143, 137, 0 or nothing. In this order (reference ecs.md, 5):
///   a code that ECS's own stop cannot have made;
///   the only code but 0, unless it is a sidecar's beside an application that ended with 0;
///   among several of 137 and 143 the killed one, for few applications end themselves by SIGTERM;
///   else one that ended with 0.
/// Ties go to what is no sidecar, then to the first. A container that waited in vain for another
/// (`dependency graph: …`) never ran: its code is made up by the agent and counts for nothing.
/// Where one ended that the task definition calls essential, only such are suspects. Returns an
/// index into `task.containers`; nullopt when no code tells.
std::optional<std::size_t> container_that_ended_first(const Task& task, const Context& context);

/// The container that a health check watches. By the task definition: the only one with a
/// healthCheck, for a load balancer's the only one with ports. Else the only one, the only one that
/// is no sidecar, the only one that is unhealthy or that ports of the host lead to, or the one that
/// bears the name of the service or family or has it in the target group's.
std::optional<std::size_t> checked_container(const Task& task, const Context& context);

/// The only container that is no sidecar, or the only one.
std::optional<std::size_t> only_application(const Task& task);

}  // namespace epitaph::diagnosis
