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

std::optional<BusAddress> bus_of(const ArnParts& arn) {
  constexpr std::string_view kResource = "event-bus/";
  if (arn.service != "events" || !arn.resource.starts_with(kResource)) return std::nullopt;
  return BusAddress{.scope = {std::string{arn.account}, std::string{arn.region}},
                    .name = std::string{arn.resource.substr(kResource.size())}};
}

}  // namespace epitaph::events
