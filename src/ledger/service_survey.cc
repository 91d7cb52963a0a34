#include "ledger/service_survey.h"

#include <algorithm>

#include "ledger/described_service.h"
#include "ledger/json_members.h"
#include "ledger/subject.h"

namespace epitaph::ledger {
namespace {

constexpr std::size_t kEventsMax = 100'000;

/// Calls `visit` with the service and the event of each, newest first.
template <class Visit>
Status for_each_event(storage::Storage& store, std::string_view detail_type, Timestamp since,
                      Timestamp until, Visit visit) {
  const auto cursor = store.scan_subject_events(
      {.detail_type = std::string{detail_type}, .from = since, .until = until});
  for (std::size_t seen = 0; seen < kEventsMax; ++seen) {
    EPITAPH_TRY(view, cursor->next());
    if (!view) break;
    auto event = parse_event(view->json);
    if (!event) return Error{ErrorKind::kCorrupt, "ledger event: " + event.error().message};
    const auto cluster = text_member(parse_object(event->detail()), "clusterArn");
    if (const auto key = parse_service_arn(view->subject, cluster)) {
      visit(*key, *std::move(event));
    }
  }
  return Done{};
}

/// Events come newest first: the first that says something is the latest to say it.
void take_action(SurveyedService& service, ServiceEvent event) {
  if (!service.last_event) service.last_event = event.at;
  if (event.desired_count && !service.desired) service.desired = {*event.desired_count, event.at};
  if (event.name == "SERVICE_STEADY_STATE" && !service.steady_at) service.steady_at = event.at;
  const bool is_problem = event.type == "WARN" || event.type == "ERROR";
  if (!is_problem || service.steady_at) return;
  const auto at = event.at;
  const auto name = event.name;
  auto& problem =
      service.problems.try_emplace(name, ServiceProblem{.last = std::move(event)}).first->second;
  problem.first = at;
  ++problem.count;
}

void take_description(SurveyedService& service, const DescribedService& described) {
  if (service.desired && service.desired->since >= described.described_at) return;
  const bool active = described.status.empty() || described.status == "ACTIVE";
  service.desired = {active ? described.desired_count : 0, described.described_at};
}

}  // namespace

Result<ServiceSurvey> survey_services(storage::Storage& store, Timestamp since, Timestamp until) {
  ServiceSurvey survey;
  EPITAPH_CHECK(
      for_each_event(store, kServiceAction, since, until, [&](const ServiceKey& key, Event event) {
        take_action(survey[key], read_service_event(event));
      }));
  EPITAPH_CHECK(for_each_event(store, kDeploymentStateChange, since, until,
                               [&](const ServiceKey& key, Event event) {
                                 survey[key].deployment_events.push_back(std::move(event));
                               }));
  EPITAPH_TRY(described, list_described_services(store));
  for (const auto& service : described) take_description(survey[service.key], service);
  return survey;
}

}  // namespace epitaph::ledger
