#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/visibility.h"

namespace epitaph::queues {
namespace {

const aws::Shape& change_message_visibility_input() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()},
                                                   {"ReceiptHandle", aws::string()},
                                                   {"VisibilityTimeout", aws::integer()}});
  return kShape;
}

aws::Answer handle_change_message_visibility(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_CHECK(change_visibility(parts, queue, call.input));
  return Done{};
}

}  // namespace

aws::Operation change_message_visibility(const SqsServiceParts& parts) {
  return {.name = "ChangeMessageVisibility",
          .input = change_message_visibility_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_change_message_visibility(parts, call);
          }};
}

}  // namespace epitaph::queues
