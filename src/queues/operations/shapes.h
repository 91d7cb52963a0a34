#pragma once
#include "aws/shape.h"

namespace epitaph::queues {

// Shapes that several operations share. What SQS demands of values is not in them but in the
// handlers: it has words of its own for each, where other services have those of their shapes.
// Source: the SQS service model that AWS's SDKs are generated from.

aws::Shape attribute_map_shape();    ///< of a queue, names and texts
aws::Shape attribute_names_shape();  ///< of a queue or of a message
aws::Shape tag_map_shape();
aws::Shape message_attributes_shape();  ///< as users send and receive them
aws::Shape message_system_attributes_shape();
aws::Shape queue_urls_shape();
/// `Failed` of a batch.
aws::Shape batch_errors_shape();
/// `Successful` of a batch that tells nothing but the ids.
aws::Shape batch_ids_shape(std::string_view query_name);

}  // namespace epitaph::queues
