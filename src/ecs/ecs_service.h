#pragma once
#include "aws/operation.h"
#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::ecs {

/// What the operations work with. Both must outlive the service.
struct EcsServiceParts {
  storage::Storage& store;
  const Clock& clock;
};

/// Amazon ECS, `AmazonEC2ContainerServiceV20141113`: a file for each operation in operations/.
///
/// Reading is done from the ledger: a task that AWS has forgotten is described here for ever, a
/// cluster or service is what its tasks and events tell of it. Answers are for the account and
/// region of the credential; a full ARN reaches its own, whoever asks. They carry the record's own
/// bytes, environment values included.
aws::Service ecs_service(const EcsServiceParts& parts);

}  // namespace epitaph::ecs
