#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

const aws::Shape& tag_queue_input() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrl", aws::string()}, {"Tags", tag_map_shape()}});
  return kShape;
}

aws::Answer handle_tag_queue(const SqsServiceParts& parts, const aws::Call& call) {
  constexpr std::size_t kTagsMax = 50;
  EPITAPH_TRY(address, called_address(call));
  const auto tags = text_map(call.input, "Tags");
  if (tags.empty()) return missing_parameter("Tags");
  const auto tagged = Queues(parts.store, parts.clock).change(address, [&](Queue& queue) -> Status {
    for (const auto& [key, value] : tags) queue.tags.insert_or_assign(key, value);
    if (queue.tags.size() <= kTagsMax) return Done{};
    return Error{ErrorKind::kLimit, "queue: has too many tags"};
  });
  if (tagged) return Done{};
  if (tagged.error().kind == ErrorKind::kLimit) {
    return invalid_parameter_value("Too many tags added for queue " + address.name + ".");
  }
  return refused_queue(tagged.error());
}

}  // namespace

aws::Operation tag_queue(const SqsServiceParts& parts) {
  return {.name = "TagQueue", .input = tag_queue_input(), .handle = [parts](const aws::Call& call) {
            return handle_tag_queue(parts, call);
          }};
}

}  // namespace epitaph::queues
