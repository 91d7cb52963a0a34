#include "queues/messages.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& delete_message_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()}, {"ReceiptHandle", aws::string()}});
  return kShape;
}

aws::Answer handle_delete_message(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  EPITAPH_TRY(text, required_text(call.input, "ReceiptHandle"));
  const auto receipt = parse_receipt_handle(text);
  if (!receipt) return receipt_handle_is_invalid(text);
  EPITAPH_CHECK(Messages(parts.store, parts.polls, parts.clock).remove(queue, {&*receipt, 1}));
  return Done{};
}

}  // namespace

aws::Operation delete_message(const SqsServiceParts& parts) {
  return {.name = "DeleteMessage",
          .input = delete_message_input(),
          .handle = [parts](const aws::Call& call) { return handle_delete_message(parts, call); }};
}

}  // namespace epitaph::queues
