#include "ledger/sweep.h"

#include <chrono>
#include <optional>
#include <vector>

#include "ledger/clusters.h"
#include "ledger/deletions.h"
#include "ledger/expired_events.h"
#include "ledger/expired_tasks.h"
#include "ledger/retention.h"

namespace epitaph::ledger {
namespace {

/// Of what is no task, in one round: a task costs a write of its own, a thousand events two or
/// three.
constexpr std::size_t kOtherEventsMax = 100'000;

/// Deletes the tasks that are past retention in one cluster, page by page.
Status sweep_cluster(storage::Storage& store, ExpiredTasks expired, const Deletion& terms,
                     std::size_t tasks_max, LedgerSweepReport& report) {
  EPITAPH_TRY(any, expired.any_to_delete());
  if (!any) return Done{};
  std::optional<storage::TaskEntry> after;
  do {
    EPITAPH_TRY(arns, expired.next_page(after));
    const auto room = tasks_max - report.tasks_deleted;
    report.more = arns.size() > room;
    if (report.more) arns.resize(room);
    std::vector<Doomed> doomed;
    for (const auto& arn : arns) {
      EPITAPH_TRY(task, doomed_task(store, arn));
      doomed.push_back(std::move(task));
    }
    EPITAPH_TRY(deletion, delete_doomed(store, terms, doomed));
    report.tasks_deleted += deletion.tasks;
    report.events_deleted += deletion.events;
  } while (after && !report.more);
  return Done{};
}

}  // namespace

Result<LedgerSweepReport> sweep_ledger(storage::Storage& store, Timestamp now,
                                       std::size_t tasks_max) {
  LedgerSweepReport report;
  EPITAPH_CHECK(finish_deletions(store));
  EPITAPH_TRY(retention, read_retention(store));
  if (!retention.shortest_days()) return report;
  EPITAPH_TRY(clusters, list_clusters(store, {}));
  for (const auto& cluster : clusters) {
    const auto days = retention.days_of(cluster.key);
    if (!days) continue;
    const auto before = now - std::chrono::days{*days};
    const Deletion terms{.cluster = cluster.key,
                         .retention_days = *days,
                         .first_at = now,
                         .last_at = now,
                         .stopped_before = before};
    EPITAPH_CHECK(sweep_cluster(store, {store, cluster.key, before}, terms, tasks_max, report));
    if (report.more) break;
  }
  EPITAPH_TRY(events, delete_expired_events(store, retention, now, kOtherEventsMax));
  report.events_deleted += events.events_deleted;
  report.more = report.more || events.more;
  return report;
}

}  // namespace epitaph::ledger
