#include "events/publisher.h"

#include <spdlog/spdlog.h>

namespace epitaph::events {

Status Publisher::publish(const BusAddress& bus, std::span<const Event> events,
                          PublishOptions options) {
  const BusBatch batch{.bus = bus, .events = events};
  return publish({&batch, 1}, std::move(options));
}

Status Publisher::publish(std::span<const BusBatch> batches, PublishOptions options) {
  const auto rules = parts_.rules.snapshot();
  Publication publication{parts_, *rules, options};
  publication.commit.documents = std::move(options.documents);
  for (const auto& batch : batches) {
    if (!rules->has_bus(batch.bus)) {
      publication.stats.unknown_bus += batch.events.size();
      log_unknown_bus(batch.bus, parts_.clock.now());
      continue;
    }
    for (const auto& event : batch.events) EPITAPH_CHECK(publication.add(event, batch.bus));
  }
  return commit(publication, options.deliver_outside);
}

Status Publisher::fire(const CompiledRule& rule, const Event& event,
                       std::vector<storage::DocumentRow> documents) {
  const auto rules = parts_.rules.snapshot();
  const PublishOptions options;
  Publication publication{parts_, *rules, options};
  publication.commit.documents = std::move(documents);
  EPITAPH_CHECK(publication.fire(event, rule));
  return commit(publication, options.deliver_outside);
}

Status Publisher::commit(Publication& publication, bool deliver_outside) {
  if (!publication.commit.empty()) {
    std::move_only_function<void()> after;
    if (parts_.targets.log_group_follow_up && !publication.commit.log_events.empty()) {
      EPITAPH_TRY(followed,
                  parts_.targets.log_group_follow_up(publication.commit, deliver_outside));
      after = std::move(followed);
    }
    EPITAPH_CHECK(
        storage::commit_witnessed(parts_.storage, std::move(publication.commit), parts_.witness));
    publication.promises.keep();
    if (after) after();
  }
  counters_.add(publication.stats);
  if (!publication.rule_changes.empty()) parts_.rule_counters.add(publication.rule_changes);
  const auto now = parts_.clock.now();
  for (const auto& failure : publication.failures) parts_.failure_log.add(failure, now);
  return Done{};
}

void Publisher::forget_deleted_rules() {
  const auto rules = parts_.rules.snapshot();
  parts_.rule_counters.retain([&](std::string_view arn) {
    constexpr std::string_view kResource = "rule/";
    const auto parts = parse_arn(arn);
    if (!parts || !parts->resource.starts_with(kResource)) return false;
    const auto path = parts->resource.substr(kResource.size());
    const auto slash = path.rfind('/');  // a partner's bus has slashes in its name, a rule has none
    BusAddress bus{.scope = {std::string{parts->account}, std::string{parts->region}}};
    if (slash != std::string_view::npos) bus.name = path.substr(0, slash);
    return rules->find(bus, path.substr(slash + 1)) != nullptr;
  });
}

void Publisher::log_unknown_bus(const BusAddress& bus, Timestamp now) {
  if (const auto more = log_of_unknown_buses_.due(now)) {
    spdlog::warn("events are dropped, there is no such bus bus={:?} account={} region={} more={}",
                 bus.name, bus.scope.account, bus.scope.region, *more);
  }
}

}  // namespace epitaph::events
