#pragma once
#include <string_view>

#include "aws/error.h"
#include "events/bus.h"
#include "model/rule.h"

namespace epitaph::events {

// Refusals that several operations share, in AWS's words. Source: reference eventbridge.md, 5
// and 6.

aws::ApiError bus_not_found(const BusAddress& bus);
aws::ApiError rule_not_found(const BusAddress& bus, std::string_view name);
aws::ApiError quota_exceeded();
aws::ApiError invalid_event_pattern(std::string message);

/// ManagedRuleException for a rule that an AWS service keeps (ManagedBy), unless `force`.
aws::Verdict check_not_managed(const Rule& rule, bool force);

/// What AWS can do and this version cannot: refused, for a rule that silently does less than it
/// says would be found out when it is needed. docs/compatibility.md lists what is refused.
aws::ApiError not_available(std::string_view what);

}  // namespace epitaph::events
