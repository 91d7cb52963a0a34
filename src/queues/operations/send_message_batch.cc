#include "aws/input.h"
#include "queues/messages.h"
#include "queues/operations/batch.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/message_input.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& send_message_batch_input() {
  static const aws::Shape kShape = aws::structure(
      {{"QueueUrl", aws::string()},
       {"Entries",
        aws::list(aws::structure({{"Id", aws::string()},
                                  {"MessageBody", aws::string()},
                                  {"DelaySeconds", aws::integer()},
                                  {"MessageAttributes", message_attributes_shape()},
                                  {"MessageSystemAttributes", message_system_attributes_shape()},
                                  {"MessageDeduplicationId", aws::string()},
                                  {"MessageGroupId", aws::string()}}))
            .in_query("SendMessageBatchRequestEntry")}});
  return kShape;
}

const aws::Shape& send_message_batch_output() {
  static const aws::Shape kShape = aws::structure(
      {{"Successful", aws::list(aws::structure({{"Id", aws::string()},
                                                {"MessageId", aws::string()},
                                                {"MD5OfMessageBody", aws::string()},
                                                {"MD5OfMessageAttributes", aws::string()}}))
                          .in_query("SendMessageBatchResultEntry")},
       {"Failed", batch_errors_shape()}});
  return kShape;
}

constexpr std::size_t kBatchBytesMax = 1'048'576;

aws::Verdict check_batch_size(const std::vector<NewMessage>& messages) {
  std::size_t bytes = 0;
  for (const auto& message : messages) bytes += message_bytes(message.body, message.attributes);
  if (bytes > kBatchBytesMax) return batch_too_long(bytes);
  return Done{};
}

aws::Answer handle_send_message_batch(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_CHECK(check_batch(call.input, "SendMessageBatchRequestEntry"));
  BatchAnswer answer;
  std::vector<NewMessage> messages;
  std::vector<boost::json::object> sent;
  for (const auto& item : aws::items(call.input, "Entries")) {
    const auto& entry = item.as_object();
    auto message = read_message(entry, queue, call);
    if (!message) {
      answer.fail(entry, message.error());
      continue;
    }
    sent.push_back(digests_of(*message));
    sent.back()["Id"] = aws::text(entry, "Id");
    messages.push_back(*std::move(message));
  }
  EPITAPH_CHECK(check_batch_size(messages));
  if (!messages.empty()) {
    EPITAPH_TRY(ids,
                Messages(parts.store, parts.polls, parts.clock).send(queue, std::move(messages)));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      sent[i]["MessageId"] = ids[i];
      answer.succeed(std::move(sent[i]));
    }
  }
  return std::move(answer).output();
}

}  // namespace

aws::Operation send_message_batch(const SqsServiceParts& parts) {
  return {
      .name = "SendMessageBatch",
      .input = send_message_batch_input(),
      .handle = [parts](const aws::Call& call) { return handle_send_message_batch(parts, call); },
      .body_bytes_max = aws::kBatchBodyBytesMax,
      .output = send_message_batch_output()};
}

}  // namespace epitaph::queues
