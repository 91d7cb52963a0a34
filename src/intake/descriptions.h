#pragma once
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "intake/batch.h"
#include "storage/storage.h"

namespace epitaph::intake {

/// How many of each were kept.
struct KeptDescriptions {
  std::uint64_t task_definitions = 0, services = 0;
};

/// Keeps what AWS described, as the ledger does (ledger/task_definitions.h, described_service.h),
/// in one commit that is durable on return; what it cannot read goes to `rejected`. `now` is when
/// the services were as described, since no answer says so. Errors: the store's.
Result<KeptDescriptions> keep_descriptions(const std::vector<IndexedDescription>& descriptions,
                                           storage::Storage& store, Timestamp now,
                                           std::vector<Rejection>& rejected);

}  // namespace epitaph::intake
