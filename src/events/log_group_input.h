#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace epitaph::events {

/// A log event as an InputTransformer writes it for a log group.
struct LogGroupInput {
  Timestamp time;
  std::string message;
};

/// Reads `{"timestamp": …, "message": "…"}`, these two members and no other: the timestamp as the
/// event's own text (`$.time`, RFC 3339) or as milliseconds since 1970, the message as a string.
/// Errors: kInvalid, with the reason. Source: reference eventbridge.md, 9.
Result<LogGroupInput> read_log_group_input(std::string_view json);

}  // namespace epitaph::events
