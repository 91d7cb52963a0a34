#pragma once
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/log_group.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// What is past its retention at `now`, of the groups that have one.
std::vector<storage::Expiry> expired_events(const std::vector<LogGroup>& groups, Timestamp now);

/// One round of the sweeper: frees the space of what retention has hidden, and of deleted groups,
/// over all accounts and regions. Readers never see a difference, since retained_from() hides
/// expired events before; so it matters little how often it runs (hourly is plenty), whether a
/// round fails, or whether several nodes do it at once.
/// Blocks for as long as the store needs. Errors: the store's.
Result<storage::SweepReport> sweep_expired_events(storage::Storage& store, Timestamp now);

}  // namespace epitaph::logs
