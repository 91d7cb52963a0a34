#pragma once
#include <cstdint>

#include "events/bus.h"
#include "model/arn.h"

namespace epitaph::events {

/// How a target is reached.
enum class TargetKind : std::uint8_t {
  // In the commit of the event itself, so that it happens with all else or not at all:
  kLogGroup,
  kEventBus,
  kArchive,
  kQueue,
  // Owed to the outbox (delivery/outbox.h):
  kApiDestination,
  // Not at all: PutTargets takes the ARNs of services that are not here, as AWS does.
  kElsewhere,
};

TargetKind target_kind(const ArnParts& arn);

}  // namespace epitaph::events
