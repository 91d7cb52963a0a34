#include "ledger/service_event.h"

#include <algorithm>
#include <tuple>

#include "ledger/api_call.h"
#include "ledger/json_members.h"
#include "ledger/subject.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

ServiceEvent event_of_call(const Event& event, const ApiCall& call) {
  return {.at = event.time, .name = call.operation, .text = describe(call), .event_id = event.id};
}

/// Whether an event kept under the old form of an ARN may be of this cluster's service.
bool may_be_of(const Event& event, const ServiceKey& key) {
  const auto cluster = text_member(parse_object(event.detail()), "clusterArn");
  return cluster.empty() || last_segment(cluster) == key.cluster;
}

}  // namespace

ServiceEvent read_service_event(const Event& event) {
  if (const auto call = read_api_call(event)) return event_of_call(event, *call);
  const auto detail = parse_object(event.detail());
  const auto* time = event.detail_type == kDeploymentStateChange ? "updatedAt" : "createdAt";
  auto name = text_member(detail, "eventName");
  return {.at = time_member(detail, time).value_or(event.time),
          .type = text_member(detail, "eventType"),
          .name = name.empty() ? event.detail_type : std::move(name),
          .text = mask_url_queries(text_member(detail, "reason")),
          .deployment = text_member(detail, "deploymentId"),
          .desired_count = integer_member(detail, "desiredCount"),
          .tasks = texts_member(detail, "taskArns"),
          .event_id = event.id};
}

Result<std::vector<Event>> read_service_events(storage::Storage& store, const ServiceKey& key) {
  std::vector<Event> events;
  for (const auto& arn : service_arns(key)) {
    EPITAPH_TRY(texts, store.read_subject(arn));
    for (const auto& text : texts) {
      auto event = parse_event(text);
      if (!event) return Error{ErrorKind::kCorrupt, "ledger event: " + event.error().message};
      if (may_be_of(*event, key)) events.push_back(*std::move(event));
    }
  }
  return events;
}

std::vector<ServiceEvent> newest_service_events(std::span<const Event> events, std::size_t limit) {
  std::vector<ServiceEvent> read;
  for (const auto& event : events) read.push_back(read_service_event(event));
  std::ranges::sort(read, std::greater{}, [](const ServiceEvent& event) {
    return std::tuple{event.at, std::string_view{event.event_id}};
  });
  read.resize(std::min(read.size(), limit));
  return read;
}

}  // namespace epitaph::ledger
