#pragma once
#include <chrono>
#include <vector>

#include "base/result.h"
#include "ledger/attention_row.h"
#include "ledger/crash_loops.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// From when on something wants attention: section `ledger` of the configuration.
struct AttentionThresholds {
  CrashLoopThresholds crash_loop;
  /// A service that is to have tasks and had none for so long.
  std::chrono::minutes no_running_task{15};
  /// A cluster with running tasks of which nothing was heard for so long. Each of its services says
  /// every six hours that it is steady, so a day is four of these.
  std::chrono::minutes silence{24 * 60};
  /// A task that stayed in PROVISIONING or PENDING for so long.
  std::chrono::minutes stuck{20};
  /// What a service said longer ago than this, and did not say again, is over.
  std::chrono::minutes service_event{2 * 60};
  /// How far back services are looked at; a desired count that was set before is not known.
  std::chrono::minutes lookback{30 * 24 * 60};
};

/// All that wants attention as of `now`: crash loops, what services say of themselves, failed
/// deployments, and what is absent. The critical first, then the longest-lasting. Bounded: of stuck
/// tasks the 100 that changed last.
Result<std::vector<AttentionRow>> find_attention(storage::Storage& store,
                                                 const AttentionThresholds& thresholds,
                                                 Timestamp now);

}  // namespace epitaph::ledger
