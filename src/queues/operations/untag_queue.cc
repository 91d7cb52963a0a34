#include "aws/input.h"
#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& untag_queue_input() {
  static const aws::Shape kShape = aws::structure(
      {{"QueueUrl", aws::string()}, {"TagKeys", aws::list(aws::string()).in_query("TagKey")}});
  return kShape;
}

aws::Answer handle_untag_queue(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, called_address(call));
  if (!aws::has(call.input, "TagKeys")) return missing_parameter("TagKeys");
  const auto untagged =
      Queues(parts.store, parts.clock).change(address, [&](Queue& queue) -> Status {
        for (const auto& key : aws::items(call.input, "TagKeys")) {
          queue.tags.erase(std::string{key.as_string()});
        }
        return Done{};
      });
  if (!untagged) return refused_queue(untagged.error());
  return Done{};
}

}  // namespace

aws::Operation untag_queue(const SqsServiceParts& parts) {
  return {.name = "UntagQueue",
          .input = untag_queue_input(),
          .handle = [parts](const aws::Call& call) { return handle_untag_queue(parts, call); }};
}

}  // namespace epitaph::queues
