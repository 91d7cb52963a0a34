#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/deployments.h"
#include "ledger/service_event.h"
#include "ledger/services.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// The same WARN or ERROR of a service, as often as it was said since the service last said that
/// all was well.
struct ServiceProblem {
  ServiceEvent last;
  Timestamp first;
  std::uint64_t count = 0;
};

/// What the lately kept events of a service say of it.
struct SurveyedService {
  std::optional<DesiredCount> desired;
  std::optional<Timestamp> last_event;
  std::optional<Timestamp> steady_at;              ///< when it last said SERVICE_STEADY_STATE
  std::map<std::string, ServiceProblem> problems;  ///< by the name of the event
  std::vector<Event> deployment_events;
};

using ServiceSurvey = std::map<ServiceKey, SurveyedService>;

/// Goes once through the service actions and deployment events of `since` to `until`, and the
/// descriptions that were imported. Bounded: of more than 100,000 events of a kind the newest
/// count.
Result<ServiceSurvey> survey_services(storage::Storage& store, Timestamp since, Timestamp until);

}  // namespace epitaph::ledger
