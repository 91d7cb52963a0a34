#pragma once
#include "model/task.h"

namespace epitaph::diagnosis {

/// A container that by its name or image only serves another: a proxy, a log router, a monitoring
/// agent. An event does not say which container is essential, let alone which is the application,
/// so this breaks ties: a sidecar that ended as ECS's own stop would end it is not to blame.
bool is_sidecar(const Container& container);

}  // namespace epitaph::diagnosis
