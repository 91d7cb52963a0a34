#pragma once
#include "aws/operation.h"
#include "base/clock.h"
#include "events/archives/archive_sizes.h"
#include "events/archives/archives.h"
#include "events/archives/replays.h"
#include "events/event_buses.h"
#include "events/publisher.h"
#include "events/quotas.h"
#include "events/rule_book.h"

namespace epitaph::events {

/// What the operations work with. All must outlive the service.
struct EventServiceParts {
  RuleBook& rules;
  EventBuses& buses;
  Archives& archives;
  ArchiveSizes& archive_sizes;
  Replays& replays;
  Publisher& publisher;
  const Clock& clock;
  Quotas quotas = {};
  /// PutEvents refuses `aws.ecs` as well, as AWS does; else of `aws.*` it takes that one.
  bool strict_sources = false;
};

/// Amazon EventBridge, `AWSEvents`: a file for each operation in operations/.
aws::Service event_service(const EventServiceParts& parts);

}  // namespace epitaph::events
