#include "aws/input.h"
#include "queues/messages.h"
#include "queues/operations/batch.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& delete_message_batch_input() {
  static const aws::Shape kShape = aws::structure(
      {{"QueueUrl", aws::string()},
       {"Entries",
        aws::list(aws::structure({{"Id", aws::string()}, {"ReceiptHandle", aws::string()}}))
            .in_query("DeleteMessageBatchRequestEntry")}});
  return kShape;
}

const aws::Shape& delete_message_batch_output() {
  static const aws::Shape kShape =
      aws::structure({{"Successful", batch_ids_shape("DeleteMessageBatchResultEntry")},
                      {"Failed", batch_errors_shape()}});
  return kShape;
}

aws::Answer handle_delete_message_batch(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_CHECK(check_batch(call.input, "DeleteMessageBatchRequestEntry"));
  BatchAnswer answer;
  std::vector<ReceiptHandle> handles;
  for (const auto& item : aws::items(call.input, "Entries")) {
    const auto& entry = item.as_object();
    const auto text = aws::optional_text(entry, "ReceiptHandle").value_or("");
    if (const auto receipt = parse_receipt_handle(text)) {
      handles.push_back(*receipt);
      answer.succeed({{"Id", aws::text(entry, "Id")}});
    } else {
      answer.fail(entry, receipt_handle_is_invalid(text));
    }
  }
  EPITAPH_CHECK(Messages(parts.store, parts.polls, parts.clock).remove(queue, handles));
  return std::move(answer).output();
}

}  // namespace

aws::Operation delete_message_batch(const SqsServiceParts& parts) {
  return {
      .name = "DeleteMessageBatch",
      .input = delete_message_batch_input(),
      .handle = [parts](const aws::Call& call) { return handle_delete_message_batch(parts, call); },
      .output = delete_message_batch_output()};
}

}  // namespace epitaph::queues
