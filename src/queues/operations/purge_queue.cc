#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& input_shape() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

aws::Answer handle(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, called_address(call));
  const auto purged = Queues{parts.store, parts.clock}.purge(address);
  if (purged) return Done{};
  if (purged.error().kind == ErrorKind::kLimit) return purge_in_progress(address.name);
  return refused_queue(purged.error());
}

}  // namespace

aws::Operation purge_queue(const SqsServiceParts& parts) {
  return {.name = "PurgeQueue", .input = input_shape(), .handle = [parts](const aws::Call& call) {
            return handle(parts, call);
          }};
}

}  // namespace epitaph::queues
