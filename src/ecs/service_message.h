#pragma once
#include <string>
#include <string_view>

#include "ledger/service_event.h"

namespace epitaph::ecs {

/// What DescribeServices would say of a service's event, of which EventBridge carries only the
/// name: `(service web) has reached a steady state.` An event that is not known by its name is told
/// by it, with its reason. Empty for what ECS says nothing of there: the begin of a deployment, and
/// calls of the API. Source: ECS Developer Guide, "Service event messages".
std::string service_message(const ledger::ServiceEvent& event, std::string_view service);

}  // namespace epitaph::ecs
