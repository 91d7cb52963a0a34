#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"

namespace epitaph::queues {
namespace {

const aws::Shape& delete_queue_input() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

aws::Answer handle_delete_queue(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, called_address(call));
  const auto removed = Queues{parts.store, parts.clock}.remove(address);
  if (!removed) return refused_queue(removed.error());
  return Done{};
}

}  // namespace

aws::Operation delete_queue(const SqsServiceParts& parts) {
  return {.name = "DeleteQueue",
          .input = delete_queue_input(),
          .handle = [parts](const aws::Call& call) { return handle_delete_queue(parts, call); }};
}

}  // namespace epitaph::queues
