#include "queues/sqs_service.h"

#include "queues/operations/operations.h"
#include "queues/queue.h"

namespace epitaph::queues {

aws::Service sqs_service(const SqsServiceParts& parts) {
  return {
      .name = "sqs",
      .target_prefix = "AmazonSQS",
      .dialect = aws::kSqs,
      .operations =
          {
              change_message_visibility(parts),
              change_message_visibility_batch(parts),
              create_queue(parts),
              delete_message(parts),
              delete_message_batch(parts),
              delete_queue(parts),
              get_queue_attributes(parts),
              get_queue_url(parts),
              list_dead_letter_source_queues(parts),
              list_queue_tags(parts),
              list_queues(parts),
              purge_queue(parts),
              receive_message(parts),
              send_message(parts),
              send_message_batch(parts),
              set_queue_attributes(parts),
              tag_queue(parts),
              untag_queue(parts),
          },
      .query = aws::QueryDialect{.version = "2012-11-05",
                                 .xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/"},
  };
}

void add_queue_routes(http::Router& router, http::Route gateway) {
  http::Route route = gateway;
  route.handler = [handler = std::move(gateway.handler)](const http::Request& request) {
    return parse_queue_url(request.path, "") ? handler(request) : http::not_found();
  };
  router.prefix(http::Router::kAnyMethod, "/", std::move(route));
}

}  // namespace epitaph::queues
