#include "aws/input.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"

namespace epitaph::queues {
namespace {

const aws::Shape& get_queue_url_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueName", aws::string()}, {"QueueOwnerAWSAccountId", aws::string()}});
  return kShape;
}

const aws::Shape& get_queue_url_output() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

aws::Answer handle_get_queue_url(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(name, required_text(call.input, "QueueName"));
  QueueAddress address{call.scope, name};
  if (const auto owner = aws::optional_text(call.input, "QueueOwnerAWSAccountId")) {
    address.scope.account = *owner;
  }
  const auto queue = Queues{parts.store, parts.clock}.find(address);
  if (!queue) return refused_queue(queue.error());
  return boost::json::object{{"QueueUrl", url_of(queue->address, call.host)}};
}

}  // namespace

aws::Operation get_queue_url(const SqsServiceParts& parts) {
  return {.name = "GetQueueUrl",
          .input = get_queue_url_input(),
          .handle = [parts](const aws::Call& call) { return handle_get_queue_url(parts, call); },
          .output = get_queue_url_output()};
}

}  // namespace epitaph::queues
