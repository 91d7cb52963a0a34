#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/resource_arns.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// A service as an answer of DescribeServices has it: what no event tells.
struct DescribedService {
  ServiceKey key;
  std::string arn;
  std::string status;  ///< ACTIVE, DRAINING or INACTIVE
  std::int64_t desired_count = 0;
  std::int64_t running_count = 0;
  std::int64_t pending_count = 0;
  Timestamp described_at;  ///< when it was so
  std::string json;        ///< the service as the answer had it, in one line
};

/// Reads an answer of DescribeServices, {"services": […], "failures": […]}, or one service alone.
/// Errors: kInvalid when it is neither, led by the member at fault.
Result<std::vector<DescribedService>> parse_described_services(std::string_view json,
                                                               Timestamp described_at);

/// The document in which the ledger keeps it, kind `described-service`, of the service's own
/// account and region, named `CLUSTER/SERVICE`: {"describedAt", "service": {…}}. The one that is
/// written last counts.
storage::DocumentRow to_document(const DescribedService& service);

/// nullopt when the service was never described.
Result<std::optional<DescribedService>> read_described_service(storage::Storage& store,
                                                               const ServiceKey& key);
Result<std::vector<DescribedService>> list_described_services(storage::Storage& store);

}  // namespace epitaph::ledger
