#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/shapes.h"

namespace epitaph::queues {
namespace {

const aws::Shape& input_shape() {
  static const aws::Shape kShape = aws::structure({{"QueueUrl", aws::string()}});
  return kShape;
}

const aws::Shape& output_shape() {
  static const aws::Shape kShape = aws::structure({{"Tags", tag_map_shape()}});
  return kShape;
}

aws::Answer handle(const SqsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(queue, called_queue(parts, call));
  boost::json::object output;
  if (!queue.tags.empty()) output["Tags"] = boost::json::value_from(queue.tags);
  return output;
}

}  // namespace

aws::Operation list_queue_tags(const SqsServiceParts& parts) {
  return {.name = "ListQueueTags",
          .input = input_shape(),
          .handle = [parts](const aws::Call& call) { return handle(parts, call); },
          .output = output_shape()};
}

}  // namespace epitaph::queues
