#pragma once
#include "aws/operation.h"
#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// What the operations work with. Both must outlive the service.
struct LogServiceParts {
  storage::Storage& store;
  const Clock& clock;
};

/// Amazon CloudWatch Logs, `Logs_20140328`: a file for each operation in operations/.
aws::Service log_service(const LogServiceParts& parts);

}  // namespace epitaph::logs
