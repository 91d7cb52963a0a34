#include "ledger/services.h"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/counts.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

/// Adds what the tasks of the service tell of its deployments.
Status add_tasks(storage::Storage& store, const ServiceKey& key,
                 std::vector<Deployment>& deployments) {
  const storage::TaskQuery any{.stopped_only = false};
  EPITAPH_TRY(counts, count_by(store, narrowed(any, key), TaskField::kDeployment));
  for (const auto& count : counts) {
    auto found = std::ranges::find(deployments, count.value, &Deployment::id);
    if (found == deployments.end()) {
      deployments.push_back({.id = count.value, .started_at = count.first});
      found = deployments.end() - 1;
    }
    found->tasks = count.count;
  }
  std::ranges::sort(deployments, std::greater{}, [](const Deployment& deployment) {
    return std::pair{deployment.started_at, deployment.id};
  });
  link_deployments(deployments);
  return Done{};
}

Result<std::vector<Deployment>> deployments_of(storage::Storage& store, const ServiceKey& key,
                                               std::span<const Event> events) {
  auto deployments = fold_deployments(events);
  EPITAPH_CHECK(add_tasks(store, key, deployments));
  return deployments;
}

/// `events` are all of the service, newest first.
std::optional<DesiredCount> desired_of(std::span<const ServiceEvent> events,
                                       const std::optional<DescribedService>& described) {
  std::optional<DesiredCount> desired;
  for (const auto& event : events) {
    if (!event.desired_count) continue;
    desired = {*event.desired_count, event.at};
    break;
  }
  if (described && (!desired || described->described_at > desired->since)) {
    desired = {described->desired_count, described->described_at};
  }
  return desired;
}

}  // namespace

Result<std::vector<Deployment>> list_deployments(storage::Storage& store, const ServiceKey& key) {
  EPITAPH_TRY(events, read_service_events(store, key));
  return deployments_of(store, key, events);
}

Result<Service> find_service(storage::Storage& store, const ServiceKey& key,
                             std::size_t events_max) {
  EPITAPH_TRY(events, read_service_events(store, key));
  EPITAPH_TRY(described, read_described_service(store, key));
  EPITAPH_TRY(deployments, deployments_of(store, key, events));
  const storage::TaskQuery any{.stopped_only = false};
  EPITAPH_TRY(stopped, store.count_tasks(narrowed({}, key)));
  EPITAPH_TRY(running,
              store.count_tasks(narrowed(narrowed(any, key), TaskField::kLastStatus, "RUNNING")));
  EPITAPH_TRY(known, store.count_tasks(narrowed(any, key)));
  if (events.empty() && !described && known == 0) {
    return Error{ErrorKind::kNotFound,
                 fmt::format("no service {} is known in cluster {}", key.service, key.cluster)};
  }
  auto told = newest_service_events(events, events.size());
  auto desired = desired_of(told, described);
  told.resize(std::min(told.size(), events_max));
  return Service{.key = key,
                 .arn = described ? described->arn : service_arns(key).front(),
                 .desired = desired,
                 .running = running,
                 .stopped = stopped,
                 .deployments = std::move(deployments),
                 .events = std::move(told),
                 .described = std::move(described)};
}

}  // namespace epitaph::ledger
