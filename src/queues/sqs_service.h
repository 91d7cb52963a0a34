#pragma once
#include "aws/operation.h"
#include "base/clock.h"
#include "http/router.h"
#include "queues/long_polls.h"
#include "storage/storage.h"

namespace epitaph::queues {

/// What the operations work with. All must outlive the service.
struct SqsServiceParts {
  storage::Storage& store;
  LongPolls& polls;
  const Clock& clock;
};

/// Amazon SQS, `AmazonSQS` in AWS JSON 1.0 and `2012-11-05` in Query: a file for each operation in
/// operations/.
aws::Service sqs_service(const SqsServiceParts& parts);

/// Answers at the URLs of queues, `/ACCOUNT/NAME`, to which some clients send their requests: by
/// `gateway`, which answers at `/`. What else no other route answers is not found, as before.
void add_queue_routes(http::Router& router, http::Route gateway);

}  // namespace epitaph::queues
