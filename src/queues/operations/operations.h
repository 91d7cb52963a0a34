#pragma once
#include "aws/operation.h"
#include "queues/sqs_service.h"

namespace epitaph::queues {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation change_message_visibility(const SqsServiceParts& parts);
aws::Operation change_message_visibility_batch(const SqsServiceParts& parts);
aws::Operation create_queue(const SqsServiceParts& parts);
aws::Operation delete_message(const SqsServiceParts& parts);
aws::Operation delete_message_batch(const SqsServiceParts& parts);
aws::Operation delete_queue(const SqsServiceParts& parts);
aws::Operation get_queue_attributes(const SqsServiceParts& parts);
aws::Operation get_queue_url(const SqsServiceParts& parts);
aws::Operation list_dead_letter_source_queues(const SqsServiceParts& parts);
aws::Operation list_queue_tags(const SqsServiceParts& parts);
aws::Operation list_queues(const SqsServiceParts& parts);
aws::Operation purge_queue(const SqsServiceParts& parts);
aws::Operation receive_message(const SqsServiceParts& parts);
aws::Operation send_message(const SqsServiceParts& parts);
aws::Operation send_message_batch(const SqsServiceParts& parts);
aws::Operation set_queue_attributes(const SqsServiceParts& parts);
aws::Operation tag_queue(const SqsServiceParts& parts);
aws::Operation untag_queue(const SqsServiceParts& parts);

}  // namespace epitaph::queues
