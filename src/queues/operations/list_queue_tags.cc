#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"

namespace epitaph::queues {
namespace {

const aws::Shape& list_queue_tags_input() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

const aws::Shape& list_queue_tags_output() {
  static const aws::Shape kShape = aws::structure({{"Tags", tag_map_shape()}});
  return kShape;
}

aws::Answer handle_list_queue_tags(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  boost::json::object output;
  if (!queue.tags.empty()) output["Tags"] = boost::json::value_from(queue.tags);
  return output;
}

}  // namespace

aws::Operation list_queue_tags(const SqsServiceParts& parts) {
  return {.name = "ListQueueTags",
          .input = list_queue_tags_input(),
          .handle = [parts](const aws::Call& call) { return handle_list_queue_tags(parts, call); },
          .output = list_queue_tags_output()};
}

}  // namespace epitaph::queues
