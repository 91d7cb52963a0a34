#pragma once
#include <string_view>

#include "aws/error.h"
#include "aws/operation.h"
#include "logs/log_group.h"
#include "logs/log_names.h"
#include "logs/log_service.h"

namespace epitaph::logs {

/// The log group that a `logGroupIdentifier` names: a name is one of the caller's account and
/// region, an ARN says itself whose.
LogGroupAddress read_identifier(std::string_view identifier, const Scope& caller);

/// The log group that a call is about, by its `logGroupName` or its `logGroupIdentifier`.
/// Refuses: names that are too long, both members at once, neither, and a group that is not there.
aws::Outcome<LogGroup> called_log_group(const LogServiceParts& parts, const aws::Call& call);

}  // namespace epitaph::logs
