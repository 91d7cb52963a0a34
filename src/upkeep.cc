#include "upkeep.h"

#include <spdlog/spdlog.h>

#include "diagnosis/catalogue.h"
#include "events/archives/archives.h"
#include "ledger/definition_news.h"
#include "ledger/rederive.h"
#include "ledger/sweep.h"
#include "logs/retention.h"
#include "queues/queues.h"

namespace epitaph {

void sweep_messages(storage::Storage& store, const Clock& clock) {
  const auto dropped = queues::sweep_expired_messages(store, clock.now());
  if (!dropped) spdlog::error("queues were not swept cause={}", dropped.error().message);
}

void sweep_logs(storage::Storage& store, const Clock& clock) {
  const auto report = logs::sweep_expired_events(store, clock.now());
  if (!report) {
    spdlog::error("sweeper failed cause={}", report.error().message);
  } else if (report->events_dropped > 0 || report->bodies_freed_bytes > 0) {
    spdlog::info("sweeper dropped events={} freed_bytes={}", report->events_dropped,
                 report->bodies_freed_bytes);
  }
}

void forget_deleted_groups(logs::FilterRunner& filters) {
  const auto forgotten = filters.forget_deleted_groups();
  if (!forgotten) spdlog::error("log filters were not swept cause={}", forgotten.error().message);
}

void sweep_log_queries(logs::Queries& queries) {
  const auto swept = queries.sweep();
  if (!swept) spdlog::error("queries of logs were not swept cause={}", swept.error().message);
}

void sweep_archives(storage::Storage& store, const Clock& clock) {
  const auto report = events::sweep_archives(store, clock.now());
  if (!report) spdlog::error("archives were not swept cause={}", report.error().message);
}

void fire_schedules(events::Scheduler& scheduler) {
  const auto fired = scheduler.fire_due();
  if (!fired) spdlog::error("schedules were not fired cause={}", fired.error().message);
}

void run_replays(events::Replayer& replayer) {
  const auto sent = replayer.run();
  if (!sent) spdlog::error("replays do not go on cause={}", sent.error().message);
}

void sweep_ledger(storage::Storage& store, const Clock& clock, const std::stop_token& stop) {
  bool more = true;
  while (more && !stop.stop_requested()) {
    const auto report = ledger::sweep_ledger(store, clock.now());
    if (!report) return spdlog::error("ledger sweeper failed cause={}", report.error().message);
    more = report->more;
    if (report->events_deleted == 0) continue;
    spdlog::info("ledger sweeper deleted tasks={} events={} more={}", report->tasks_deleted,
                 report->events_deleted, more);
  }
}

void rederive(storage::Storage& store, ledger::KnownDefinitions& definitions, const Clock& clock) {
  const auto& catalogue = diagnosis::Catalogue::built_in();
  const auto news = ledger::apply_definition_news(store, definitions, catalogue, clock.now());
  if (!news) spdlog::error("task definitions were not applied cause={}", news.error().message);
  const auto progress = ledger::rederive(store, definitions, catalogue, clock.now());
  if (!progress) {
    spdlog::error("catalogue was not applied cause={}", progress.error().message);
  } else if (progress->step > 0 && progress->done) {
    spdlog::info("catalogue was applied version={} tasks={}", catalogue.version(), progress->tasks);
  }
}

}  // namespace epitaph
