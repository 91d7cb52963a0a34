#include "events/publisher.h"

#include <spdlog/spdlog.h>

namespace epitaph::events {

Status Publisher::publish(const BusAddress& bus, std::span<const Event> events,
                          PublishOptions options) {
  const BusBatch batch{.bus = bus, .events = events};
  return publish({&batch, 1}, options);
}

Status Publisher::publish(std::span<const BusBatch> batches, PublishOptions options) {
  const auto rules = rules_.snapshot();
  Publication publication{
      .log_groups = log_groups_, .now = clock_.now(), .deliver_outside = options.deliver_outside};
  const BusAddress* unknown_bus = nullptr;
  for (const auto& batch : batches) {
    if (!rules->has_bus(batch.bus)) {
      unknown_bus = &batch.bus;
      publication.stats.unknown_bus += batch.events.size();
      continue;
    }
    const RuleSet& set = rules->rules(batch.bus);
    for (const auto& event : batch.events) EPITAPH_CHECK(publication.add(event, set));
  }
  if (!publication.commit.empty()) {
    EPITAPH_CHECK(storage_.commit(std::move(publication.commit)));
  }
  counters_.add(publication.stats);
  log(publication, unknown_bus);
  return Done{};
}

void Publisher::log(const Publication& publication, const BusAddress* unknown_bus) {
  if (unknown_bus != nullptr) {
    if (const auto more = log_of_unknown_buses_.due(publication.now)) {
      spdlog::warn("events are dropped, there is no such bus bus={:?} account={} region={} more={}",
                   unknown_bus->name, unknown_bus->scope.account, unknown_bus->scope.region, *more);
    }
  }
  if (const auto& failure = publication.first_failure) {
    if (const auto more = log_of_failures_.due(publication.now)) {
      spdlog::warn(
          "target was not reached rule={} target={} arn={:?} event={:?} reason={:?} more={}",
          failure->rule_arn, failure->target_id, failure->target_arn, failure->event_id,
          failure->reason, *more);
    }
  }
}

}  // namespace epitaph::events
