#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& purge_queue_input() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

aws::Answer handle_purge_queue(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, called_address(call));
  const auto purged = Queues{parts.store, parts.clock}.purge(address);
  if (purged) return Done{};
  if (purged.error().kind == ErrorKind::kLimit) return purge_in_progress(address.name);
  return refused_queue(purged.error());
}

}  // namespace

aws::Operation purge_queue(const SqsServiceParts& parts) {
  return {.name = "PurgeQueue",
          .input = purge_queue_input(),
          .handle = [parts](const aws::Call& call) { return handle_purge_queue(parts, call); }};
}

}  // namespace epitaph::queues
