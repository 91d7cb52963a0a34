#pragma once
#include "aws/operation.h"
#include "base/clock.h"
#include "logs/live_tail/tail_hub.h"
#include "storage/storage.h"

namespace epitaph::logs {

class FilterRunner;
class Queries;

/// What the operations work with. All must outlive the service.
struct LogServiceParts {
  storage::Storage& store;
  const Clock& clock;
  Queries& queries;
  FilterRunner* filters = nullptr;  ///< null: filters are kept, and nothing follows of them
  TailHub* live_tail = nullptr;     ///< null: nobody can tail
};

/// Amazon CloudWatch Logs, `Logs_20140328`: a file for each operation in operations/.
aws::Service log_service(const LogServiceParts& parts);

}  // namespace epitaph::logs
