#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "aws/error.h"
#include "queues/queue.h"

namespace epitaph::queues {

// The attributes of queues. Source: Amazon SQS API Reference, SetQueueAttributes and
// GetQueueAttributes; sizes up to 1 MiB since August 2025.

/// Whether `attributes` can be set on a standard queue: names, numbers within their ranges, JSON
/// where it belongs. Errors: InvalidAttributeName, InvalidAttributeValue, and UnsupportedOperation
/// for a FIFO queue.
aws::Verdict check_attributes(const std::map<std::string, std::string>& attributes);

/// Sets them; an empty text takes a policy away.
void set_attributes(Queue& queue, const std::map<std::string, std::string>& attributes);

/// A numeric attribute, set or by default.
std::int64_t number_of(const Queue& queue, std::string_view name);

/// What is set, or the default; nullopt for an attribute that is none or has neither.
std::optional<std::string> attribute_of(const Queue& queue, std::string_view name);

/// Those that GetQueueAttributes shows of the queue itself, defaults included.
std::map<std::string, std::string> shown_attributes(const Queue& queue);

/// Whether GetQueueAttributes can be asked for it.
bool is_attribute_name(std::string_view name);

}  // namespace epitaph::queues
