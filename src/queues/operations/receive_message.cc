#include <fmt/format.h>

#include "aws/input.h"
#include "queues/messages.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/message_output.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& receive_message_input() {
  static const aws::Shape kShape = aws::structure(
      {{"QueueUrl", aws::string()},
       {"AttributeNames", attribute_names_shape()},
       {"MessageSystemAttributeNames",
        aws::list(aws::string()).in_query("MessageSystemAttributeName")},
       {"MessageAttributeNames", aws::list(aws::string()).in_query("MessageAttributeName")},
       {"MaxNumberOfMessages", aws::integer()},
       {"VisibilityTimeout", aws::integer()},
       {"WaitTimeSeconds", aws::integer()},
       {"ReceiveRequestAttemptId", aws::string()}});
  return kShape;
}

const aws::Shape& receive_message_output() {
  static const aws::Shape kShape = aws::structure(
      {{"Messages", aws::list(aws::structure({{"MessageId", aws::string()},
                                              {"ReceiptHandle", aws::string()},
                                              {"MD5OfBody", aws::string()},
                                              {"Body", aws::string()},
                                              {"Attributes", attribute_map_shape()},
                                              {"MD5OfMessageAttributes", aws::string()},
                                              {"MessageAttributes", message_attributes_shape()}}))
                        .in_query("Message")}});
  return kShape;
}

aws::Outcome<std::int64_t> number_within(const aws::Call& call, std::string_view name,
                                         std::int64_t otherwise, std::int64_t min,
                                         std::int64_t max) {
  const std::int64_t number = aws::optional_number(call.input, name).value_or(otherwise);
  if (number >= min && number <= max) return number;
  return invalid_parameter_value(
      fmt::format("Value {} for parameter {} is invalid. Reason: Must be between {} and {}, if "
                  "provided.",
                  number, name, min, max));
}

aws::Outcome<ReceiveOptions> read_options(const aws::Call& call, const Queue& queue) {
  EPITAPH_TRY(messages, number_within(call, "MaxNumberOfMessages", 1, 1, 10));
  EPITAPH_TRY(visibility, number_within(call, "VisibilityTimeout",
                                        queue.visibility_timeout().count(), 0, 43'200));
  EPITAPH_TRY(wait, number_within(call, "WaitTimeSeconds", queue.wait_time().count(), 0, 20));
  return ReceiveOptions{.messages_max = static_cast<std::size_t>(messages),
                        .visibility_timeout = std::chrono::seconds{visibility},
                        .wait = std::chrono::seconds{wait}};
}

aws::Answer handle_receive_message(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_TRY(options, read_options(call, queue));
  EPITAPH_TRY(members, ShownMembers::asked_for(call.input));
  EPITAPH_TRY(messages, Messages(parts.store, parts.polls, parts.clock).receive(queue, options));
  boost::json::array shown;
  for (const auto& message : messages) shown.push_back(members.show(message));
  boost::json::object output;
  if (!shown.empty()) output["Messages"] = std::move(shown);
  return output;
}

}  // namespace

aws::Operation receive_message(const SqsServiceParts& parts) {
  return {.name = "ReceiveMessage",
          .input = receive_message_input(),
          .handle = [parts](const aws::Call& call) { return handle_receive_message(parts, call); },
          .output = receive_message_output()};
}

}  // namespace epitaph::queues
