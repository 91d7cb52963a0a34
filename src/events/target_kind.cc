#include "events/target_kind.h"

#include "events/archives/archive.h"
#include "events/log_group_target.h"
#include "events/queue_target.h"

namespace epitaph::events {

TargetKind target_kind(const ArnParts& arn) {
  if (!log_group_of(arn).empty()) return TargetKind::kLogGroup;
  if (is_queue(arn)) return TargetKind::kQueue;
  if (bus_of(arn)) return TargetKind::kEventBus;
  if (!archive_of(arn).empty()) return TargetKind::kArchive;
  const bool is_destination =
      arn.service == "events" && arn.resource.starts_with("api-destination/");
  return is_destination ? TargetKind::kApiDestination : TargetKind::kElsewhere;
}

}  // namespace epitaph::events
