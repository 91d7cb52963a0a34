#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/clock.h"
#include "model/event.h"

namespace epitaph::ecs {

/// What a service's own events tell, in any order and with repeats. Pure.
/// Source: reference ecs.md, 7.

/// One deployment of a service, as its ECS Deployment State Changes have it.
struct Deployment {
  std::string id;             ///< `ecs-svc/N`
  std::string rollout_state;  ///< IN_PROGRESS, COMPLETED or FAILED
  std::string reason;
  Timestamp created_at;  ///< of the first event seen of it
  Timestamp updated_at;  ///< of the last
};

/// The deployment that began last comes first.
std::vector<Deployment> read_deployments(std::span<const Event> events);

/// The count that the service was last seen to want; nullopt when no event has told.
std::optional<std::int64_t> read_desired_count(std::span<const Event> events);

/// Whether a call that CloudTrail tells of has deleted the service and none has made it again.
bool is_deleted(std::span<const Event> events);

/// An item of `events` as DescribeServices has it, {id, createdAt, message}: worded as ECS words it
/// where that is known, `(service web) …`. nullopt for what is no item there: the begin of a
/// deployment, calls, other detail-types.
std::optional<boost::json::object> service_event(const Event& event, std::string_view service);

/// At most `limit` of them, newest first.
boost::json::array service_events(std::span<const Event> events, std::string_view service,
                                  std::size_t limit);

}  // namespace epitaph::ecs
