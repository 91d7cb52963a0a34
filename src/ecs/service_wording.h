#pragma once
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace epitaph::ecs {

/// What DescribeServices would say of a service event or deployment event, of which EventBridge
/// carries only the name: `(service web) has reached a steady state.` An event that is not known by
/// its name is told by it, with its reason. Empty for the begin of a deployment, of which ECS says
/// nothing there. Source: ECS Developer Guide, "Service event messages".
std::string service_message(const boost::json::object& detail, std::string_view service);

}  // namespace epitaph::ecs
