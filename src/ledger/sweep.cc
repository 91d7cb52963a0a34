#include "ledger/sweep.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "ledger/clusters.h"
#include "ledger/counts.h"
#include "ledger/deletions.h"
#include "ledger/holds.h"
#include "ledger/retention.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::size_t kPage = 100;

struct HeldNames {
  std::set<std::string> tasks;  // ARNs
  std::set<ServiceKey> services;
};

Result<HeldNames> read_holds(storage::Storage& store) {
  EPITAPH_TRY(holds, list_holds(store));
  HeldNames held;
  for (const auto& hold : holds) {
    if (const auto* task = std::get_if<TaskArn>(&hold.what)) {
      held.tasks.insert(task->text());
    } else {
      held.services.insert(std::get<ServiceKey>(hold.what));
    }
  }
  return held;
}

/// What is past retention in one cluster, and what of it stays.
class ExpiredTasks {
 public:
  ExpiredTasks(storage::Storage& store, const ClusterKey& cluster, Timestamp before)
      : store_(store),
        cluster_(cluster),
        expired_(narrowed(storage::TaskQuery{.until = before}, cluster)) {}

  /// Without this a sweep would page again and again over services that are held for years.
  Result<bool> any_to_delete() {
    EPITAPH_TRY(expired, store_.count_tasks(expired_));
    EPITAPH_TRY(held, read_holds(store_));
    const auto of_services = in_services(held);
    if (expired == 0 || !of_services) return expired > 0;
    EPITAPH_TRY(kept, store_.count_tasks(*of_services));
    return expired > kept;
  }

  /// The ARNs of the next page that are not held; `after` moves behind it, and is absent at the
  /// end. Holds are read for each page, since one that is placed now must count now.
  Result<std::vector<std::string>> next_page(std::optional<storage::TaskEntry>& after) {
    EPITAPH_TRY(page, store_.search_tasks(expired_, after, kPage));
    EPITAPH_TRY(held, read_holds(store_));
    if (const auto of_services = in_services(held); of_services && !page.tasks.empty()) {
      EPITAPH_CHECK(add_held(page, *of_services, held.tasks));
    }
    std::vector<std::string> arns;
    for (auto& entry : page.tasks) {
      if (!held.tasks.contains(entry.arn)) arns.push_back(std::move(entry.arn));
    }
    after = std::move(page.next);
    return arns;
  }

 private:
  /// The expired tasks of held services; nullopt when no service of the cluster is held.
  std::optional<storage::TaskQuery> in_services(const HeldNames& held) const {
    storage::TaskFieldMatch services{.field = TaskField::kService};
    for (const auto& service : held.services) {
      if (service.scope == cluster_.scope && service.cluster == cluster_.cluster) {
        services.values.push_back(service.service);
      }
    }
    if (services.values.empty()) return std::nullopt;
    auto query = expired_;
    query.where.push_back(std::move(services));
    return query;
  }

  /// Adds those of the page's stretch of time that belong to a held service.
  Status add_held(const storage::TaskSearchPage& page, storage::TaskQuery query,
                  std::set<std::string>& kept) {
    query.from = page.tasks.back().time;
    query.until = std::min(query.until, page.tasks.front().time + std::chrono::milliseconds{1});
    std::optional<storage::TaskEntry> after;
    do {
      EPITAPH_TRY(found, store_.search_tasks(query, after, kPage));
      for (auto& entry : found.tasks) kept.insert(std::move(entry.arn));
      after = std::move(found.next);
    } while (after);
    return Done{};
  }

  storage::Storage& store_;
  ClusterKey cluster_;
  storage::TaskQuery expired_;
};

/// Deletes what is past retention in one cluster, page by page.
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
    EPITAPH_TRY(deletion, delete_tasks(store, terms, arns));
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
  if (!retention.default_days && retention.clusters.empty()) return report;
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
  return report;
}

}  // namespace epitaph::ledger
