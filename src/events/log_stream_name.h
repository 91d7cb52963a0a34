#pragma once
#include <optional>
#include <string>

#include "model/arn.h"
#include "model/event.h"

namespace epitaph::events {

/// The log stream for an event that a rule sends to a log group, the first of these that can be a
/// stream's name:
///   1. the task ID, when the event tells of a task, so that a task is found by its stream;
///   2. what follows the last `/` of the first resource;
///   3. the event's id;
///   4. a number made of that id, where a sender chose an impossible one.
/// A name has 1 to 512 bytes and neither `:` nor `*` nor a control character.
/// AWS itself makes opaque names here, so no client can depend on them.
std::string log_stream_name(const Event& event, const std::optional<TaskArn>& task);

}  // namespace epitaph::events
