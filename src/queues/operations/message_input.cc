#include "queues/operations/message_input.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "queues/message_digest.h"
#include "queues/operations/attribute_input.h"
#include "queues/operations/called_queue.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

constexpr std::int64_t kDelaySecondsMax = 900;

aws::Outcome<std::optional<std::chrono::seconds>> read_delay(const json::object& input) {
  const auto delay = aws::optional_number(input, "DelaySeconds");
  if (!delay) return std::optional<std::chrono::seconds>{};
  if (*delay < 0 || *delay > kDelaySecondsMax) {
    return invalid_parameter_value(
        fmt::format("Value {} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be "
                    ">= 0 and <= 900.",
                    *delay));
  }
  return std::optional{std::chrono::seconds{*delay}};
}

/// The header of AWS X-Ray, which is the only attribute of this kind that can be sent.
aws::Outcome<std::string> read_trace(const json::object& input) {
  EPITAPH_TRY(attributes, read_attributes(input, "MessageSystemAttributes"));
  std::string trace;
  for (auto& [name, attribute] : attributes) {
    if (name != "AWSTraceHeader") {
      return invalid_parameter_value(
          fmt::format("Message system attribute name '{}' is invalid.", name));
    }
    trace = std::move(attribute.value);
  }
  return trace;
}

aws::Verdict check_body(const NewMessage& message, const Queue& queue) {
  if (message.body.empty()) return missing_parameter("MessageBody");
  if (!is_message_text(message.body)) return invalid_message_contents();
  if (message_bytes(message.body, message.attributes) > queue.message_bytes_max()) {
    return invalid_parameter_value(
        fmt::format("One or more parameters are invalid. Reason: Message must be shorter than {} "
                    "bytes.",
                    queue.message_bytes_max()));
  }
  return Done{};
}

}  // namespace

aws::Outcome<NewMessage> read_message(const json::object& input, const Queue& queue,
                                      const aws::Call& call) {
  if (aws::has(input, "MessageDeduplicationId")) {
    return invalid_parameter_value(
        "The request include parameter that is not valid for this queue type. Reason: "
        "MessageDeduplicationId is only for FIFO queues.");
  }
  EPITAPH_TRY(body, required_text(input, "MessageBody"));
  EPITAPH_TRY(delay, read_delay(input));
  EPITAPH_TRY(attributes, read_attributes(input, "MessageAttributes"));
  EPITAPH_TRY(trace, read_trace(input));
  NewMessage message{.body = std::move(body),
                     .attributes = std::move(attributes),
                     .sender = call.scope.account,
                     .trace = std::move(trace),
                     .delay = delay};
  EPITAPH_CHECK(check_body(message, queue));
  return message;
}

json::object digests_of(const NewMessage& message) {
  json::object digests{{"MD5OfMessageBody", md5_of_body(message.body)}};
  if (!message.attributes.empty()) {
    digests["MD5OfMessageAttributes"] = md5_of_attributes(message.attributes);
  }
  return digests;
}

}  // namespace epitaph::queues
