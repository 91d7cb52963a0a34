#include "events/queue_target.h"

namespace epitaph::events {

bool is_queue(const ArnParts& arn) { return arn.service == "sqs" && !arn.resource.empty(); }

}  // namespace epitaph::events
