#include "events/log_group_input.h"

#include <optional>

#include <boost/json.hpp>

#include "base/time_text.h"

namespace epitaph::events {
namespace {

/// Years 1970 to 9999, as CloudWatch Logs takes them.
constexpr std::int64_t kMillisecondsMax = 253'402'300'799'999;

std::optional<Timestamp> time_of(const boost::json::value& value) {
  if (const auto* text = value.if_string()) return parse_rfc3339(*text);
  boost::system::error_code error;
  const auto milliseconds = value.to_number<std::int64_t>(error);
  if (error || milliseconds < 0 || milliseconds > kMillisecondsMax) return std::nullopt;
  return Timestamp{std::chrono::milliseconds{milliseconds}};
}

Error refused(std::string message) { return {ErrorKind::kInvalid, std::move(message)}; }

}  // namespace

Result<LogGroupInput> read_log_group_input(std::string_view json) {
  constexpr std::string_view kForm =
      R"(a log group takes {"timestamp": …, "message": "…"} from an InputTransformer)";
  boost::system::error_code error;
  const auto value = boost::json::parse(json, error, {}, {.max_depth = 1000});
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr || object->size() != 2) return refused(std::string{kForm});
  const auto* timestamp = object->if_contains("timestamp");
  const auto* message = object->if_contains("message");
  if (timestamp == nullptr || message == nullptr) return refused(std::string{kForm});
  const auto time = time_of(*timestamp);
  if (!time) return refused("timestamp is neither RFC 3339 text nor milliseconds since 1970");
  if (!message->is_string()) return refused("message is no string");
  return LogGroupInput{.time = *time, .message = std::string{message->as_string()}};
}

}  // namespace epitaph::events
