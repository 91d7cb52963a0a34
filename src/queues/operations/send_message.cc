#include "queues/message_digest.h"
#include "queues/messages.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/message_input.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"

namespace epitaph::queues {
namespace {

const aws::Shape& send_message_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()},
                      {"MessageBody", aws::string()},
                      {"DelaySeconds", aws::integer()},
                      {"MessageAttributes", message_attributes_shape()},
                      {"MessageSystemAttributes", message_system_attributes_shape()},
                      {"MessageDeduplicationId", aws::string()},
                      {"MessageGroupId", aws::string()}});
  return kShape;
}

const aws::Shape& send_message_output() {
  static const aws::Shape kShape = aws::structure({{"MD5OfMessageBody", aws::string()},
                                                   {"MD5OfMessageAttributes", aws::string()},
                                                   {"MessageId", aws::string()}});
  return kShape;
}

aws::Answer handle_send_message(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_TRY(message, read_message(call.input, queue, call));
  boost::json::object output = digests_of(message);
  std::vector<NewMessage> messages;
  messages.push_back(std::move(message));
  EPITAPH_TRY(ids,
              Messages(parts.store, parts.polls, parts.clock).send(queue, std::move(messages)));
  output["MessageId"] = ids[0];
  return output;
}

}  // namespace

aws::Operation send_message(const SqsServiceParts& parts) {
  return {.name = "SendMessage",
          .input = send_message_input(),
          .handle = [parts](const aws::Call& call) { return handle_send_message(parts, call); },
          .body_bytes_max = aws::kBatchBodyBytesMax,
          .output = send_message_output()};
}

}  // namespace epitaph::queues
