#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/resource_arns.h"
#include "model/event.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// What happened to a service: a service action, a change of a deployment, or a call of the API.
struct ServiceEvent {
  Timestamp at;                               ///< `createdAt` or `updatedAt`, else the event's time
  std::string type;                           ///< INFO, WARN, ERROR; empty for a call
  std::string name;                           ///< `SERVICE_STEADY_STATE`, or the operation called
  std::string text;                           ///< the reason; of a call who made it; masked
  std::string deployment;                     ///< `ecs-svc/N` when it is of one
  std::optional<std::int64_t> desired_count;  ///< of SERVICE_DESIRED_COUNT_UPDATED
  std::vector<std::string> tasks;             ///< ARNs that it names
  std::string event_id;
};

ServiceEvent read_service_event(const Event& event);

/// The events that the ledger keeps of a service under either form of its ARN, in no order that
/// means something. Of those under the old form, which lacks the cluster, the ones that name
/// another cluster are left out. Errors: kCorrupt when one cannot be read.
Result<std::vector<Event>> read_service_events(storage::Storage& store, const ServiceKey& key);

/// As ServiceEvent, newest first, those of one moment by the event's id; at most `limit`.
std::vector<ServiceEvent> newest_service_events(std::span<const Event> events, std::size_t limit);

}  // namespace epitaph::ledger
