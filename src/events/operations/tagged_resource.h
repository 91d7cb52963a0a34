#pragma once
#include <functional>
#include <string_view>

#include "aws/operation.h"
#include "events/event_service.h"
#include "events/tags.h"

namespace epitaph::events {

// What carries tags: rules and event buses, which the ResourceARN of a call names.
// Errors of both: ResourceNotFoundException for what is not there (or is another account's or
// Region's), ValidationException for an ARN of something else.

aws::Outcome<Tags> tags_of_resource(const EventServiceParts& parts, const aws::Call& call);

/// Errors: also those of `change`, and ManagedRuleException.
aws::Verdict change_tags(const EventServiceParts& parts, const aws::Call& call,
                         const std::function<aws::Verdict(Tags&)>& change);

}  // namespace epitaph::events
