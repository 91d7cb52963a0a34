#pragma once
#include <stop_token>

#include "base/clock.h"
#include "events/archives/replayer.h"
#include "events/schedules/scheduler.h"
#include "ledger/known_definitions.h"
#include "logs/filter_runner.h"
#include "logs/queries/queries.h"
#include "storage/storage.h"

/// What main.cc has done now and then, each a call of the part that it is about. What fails is
/// logged, and done again the next time.
namespace epitaph {

void sweep_messages(storage::Storage& store, const Clock& clock);
void sweep_logs(storage::Storage& store, const Clock& clock);
void sweep_log_queries(logs::Queries& queries);
void sweep_archives(storage::Storage& store, const Clock& clock);
/// Round after round, so that however much expires in an hour is gone by the next.
void sweep_ledger(storage::Storage& store, const Clock& clock, const std::stop_token& stop);
void forget_deleted_groups(logs::FilterRunner& filters);
void fire_schedules(events::Scheduler& scheduler);
void run_replays(events::Replayer& replayer);
void rederive(storage::Storage& store, ledger::KnownDefinitions& definitions, const Clock& clock);

}  // namespace epitaph
