#pragma once
#include <chrono>
#include <cstddef>
#include <vector>

#include "base/result.h"
#include "ledger/attention_row.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// From when on failing tasks of a service are a crash loop.
struct CrashLoopThresholds {
  std::size_t failures = 3;         ///< at least so many
  std::chrono::minutes young{10};   ///< of tasks that ran no longer
  std::chrono::minutes window{60};  ///< that stopped no longer ago
};

/// The services in a crash loop as of `now`, with the cause that most of the failures have. A task
/// that never ran is young. Looks at no more than the newest 500 failures of a service.
Result<std::vector<AttentionRow>> find_crash_loops(storage::Storage& store,
                                                   const CrashLoopThresholds& thresholds,
                                                   Timestamp now);

}  // namespace epitaph::ledger
