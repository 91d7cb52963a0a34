#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/queue_attributes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& set_queue_attributes_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()}, {"Attributes", attribute_map_shape()}});
  return kShape;
}

aws::Answer handle_set_queue_attributes(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  const auto attributes = text_map(call.input, "Attributes");
  if (attributes.empty()) return missing_parameter("Attribute.Name");
  EPITAPH_CHECK(check_settable(parts, attributes));
  const auto changed =
      Queues(parts.store, parts.clock).change(queue.address, [&](Queue& edited) -> Status {
        set_attributes(edited, attributes);
        return Done{};
      });
  if (!changed) return refused_queue(changed.error());
  return Done{};
}

}  // namespace

aws::Operation set_queue_attributes(const SqsServiceParts& parts) {
  return {.name = "SetQueueAttributes",
          .input = set_queue_attributes_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_set_queue_attributes(parts, call);
          }};
}

}  // namespace epitaph::queues
