#include "queues/operations/called_queue.h"
#include "queues/operations/operations.h"
#include "queues/operations/queue_page.h"
#include "queues/operations/shapes.h"
#include "queues/redrive_policy.h"

namespace epitaph::queues {
namespace {

const aws::Shape& list_dead_letter_source_queues_input() {
  static const aws::Shape kShape = aws::structure(
      {{"QueueUrl", aws::string()}, {"NextToken", aws::string()}, {"MaxResults", aws::integer()}});
  return kShape;
}

const aws::Shape& list_dead_letter_source_queues_output() {
  static const aws::Shape kShape =
      aws::structure({{"queueUrls", queue_urls_shape()}, {"NextToken", aws::string()}});
  return kShape;
}

aws::Answer handle_list_dead_letter_source_queues(const SqsServiceParts& parts,
                                                  const aws::Call& call) {
  EPITAPH_TRY(dead_letters, called_queue(parts, call));
  const QueueAddress& address = dead_letters.address;
  EPITAPH_TRY(queues, Queues(parts.store, parts.clock).list(address.scope));
  std::erase_if(queues, [&](const Queue& queue) {
    const auto policy = redrive_policy_of(queue);
    return !policy || policy->dead_letters != address;
  });
  EPITAPH_TRY(output, page_of_queues(queues, call, "queueUrls"));
  if (!output.contains("queueUrls")) output["queueUrls"] = boost::json::array{};
  return std::move(output);
}

}  // namespace

aws::Operation list_dead_letter_source_queues(const SqsServiceParts& parts) {
  return {.name = "ListDeadLetterSourceQueues",
          .input = list_dead_letter_source_queues_input(),
          .handle =
              [parts](const aws::Call& call) {
                return handle_list_dead_letter_source_queues(parts, call);
              },
          .output = list_dead_letter_source_queues_output()};
}

}  // namespace epitaph::queues
