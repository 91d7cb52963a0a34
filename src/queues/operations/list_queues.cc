#include "aws/input.h"
#include "queues/operations/operations.h"
#include "queues/operations/queue_page.h"
#include "queues/operations/shapes.h"
#include "queues/queues.h"

namespace epitaph::queues {
namespace {

const aws::Shape& list_queues_input() {
  static const aws::Shape kShape = aws::structure({{"QueueNamePrefix", aws::string()},
                                                   {"NextToken", aws::string()},
                                                   {"MaxResults", aws::integer()}});
  return kShape;
}

const aws::Shape& list_queues_output() {
  static const aws::Shape kShape =
      aws::structure({{"QueueUrls", queue_urls_shape()}, {"NextToken", aws::string()}});
  return kShape;
}

aws::Answer handle_list_queues(const SqsServiceParts& parts, const aws::Call& call) {
  const std::string_view prefix = aws::optional_text(call.input, "QueueNamePrefix").value_or("");
  EPITAPH_TRY(queues, Queues(parts.store, parts.clock).list(call.scope));
  std::erase_if(queues,
                [&](const Queue& queue) { return !queue.address.name.starts_with(prefix); });
  EPITAPH_TRY(output, page_of_queues(queues, call, "QueueUrls"));
  return std::move(output);
}

}  // namespace

aws::Operation list_queues(const SqsServiceParts& parts) {
  return {.name = "ListQueues",
          .input = list_queues_input(),
          .handle = [parts](const aws::Call& call) { return handle_list_queues(parts, call); },
          .output = list_queues_output()};
}

}  // namespace epitaph::queues
