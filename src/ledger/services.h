#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/deployments.h"
#include "ledger/described_service.h"
#include "ledger/service_event.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// How many tasks a service is to have, and since when, from the latest source that says so.
struct DesiredCount {
  std::int64_t count = 0;
  Timestamp since;
};

/// What is known of a service: from its own events, from its tasks, and from an answer of
/// DescribeServices where one was imported.
struct Service {
  ServiceKey key;
  std::string arn;
  std::optional<DesiredCount> desired;
  std::uint64_t running = 0;            ///< tasks that are RUNNING, as far as events tell
  std::uint64_t stopped = 0;            ///< tasks that have stopped, of all time
  std::vector<Deployment> deployments;  ///< newest first
  std::vector<ServiceEvent> events;     ///< newest first
  std::optional<DescribedService> described;
};

/// Errors: kNotFound when neither an event, a task nor a description of it is known.
Result<Service> find_service(storage::Storage& store, const ServiceKey& key,
                             std::size_t events_max = 100);

/// The deployments of a service: those that its events tell of, and those known from `startedBy`
/// of its tasks alone; newest first.
Result<std::vector<Deployment>> list_deployments(storage::Storage& store, const ServiceKey& key);

}  // namespace epitaph::ledger
