#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "base/movable_clock.h"

namespace epitaph::api {

/// Adds the server's clock:
///   GET /clock    {time, aheadSeconds, movable}
///   PUT /clock    puts it {aheadSeconds} ahead of the machine's; answers as GET
/// `movable` is null when the configuration does not allow to move it (server.movable_clock): a PUT
/// is 409 then. Both outlive the resources.
void add_clock_resources(Resources& resources, const Clock& clock, MovableClock* movable);

}  // namespace epitaph::api
