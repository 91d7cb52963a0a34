#include "aws/input.h"
#include "queues/operations/batch.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/operations/visibility.h"

namespace epitaph::queues {
namespace {

const aws::Shape& change_message_visibility_batch_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()},
                      {"Entries", aws::list(aws::structure({{"Id", aws::string()},
                                                            {"ReceiptHandle", aws::string()},
                                                            {"VisibilityTimeout", aws::integer()}}))
                                      .in_query("ChangeMessageVisibilityBatchRequestEntry")}});
  return kShape;
}

const aws::Shape& change_message_visibility_batch_output() {
  static const aws::Shape kShape =
      aws::structure({{"Successful", batch_ids_shape("ChangeMessageVisibilityBatchResultEntry")},
                      {"Failed", batch_errors_shape()}});
  return kShape;
}

aws::Answer handle_change_message_visibility_batch(const SqsServiceParts& parts,
                                                   const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_CHECK(check_batch(call.input, "ChangeMessageVisibilityBatchRequestEntry"));
  BatchAnswer answer;
  for (const auto& item : aws::items(call.input, "Entries")) {
    const auto& entry = item.as_object();
    if (const auto changed = change_visibility(parts, queue, entry); !changed) {
      answer.fail(entry, changed.error());
    } else {
      answer.succeed({{"Id", aws::text(entry, "Id")}});
    }
  }
  return std::move(answer).output();
}

}  // namespace

aws::Operation change_message_visibility_batch(const SqsServiceParts& parts) {
  return {.name = "ChangeMessageVisibilityBatch",
          .input = change_message_visibility_batch_input(),
          .handle =
              [parts](const aws::Call& call) {
                return handle_change_message_visibility_batch(parts, call);
              },
          .output = change_message_visibility_batch_output()};
}

}  // namespace epitaph::queues
