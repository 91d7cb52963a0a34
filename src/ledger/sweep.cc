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
  ExpiredTasks(storage::Storage& store, const ClusterKey& cluster, Timestamp before,
               const HeldNames& held)
      : store_(store), held_(held) {
    expired_ = narrowed(storage::TaskQuery{.until = before}, cluster);
    in_held_service_ = expired_;
    storage::TaskFieldMatch services{.field = TaskField::kService};
    for (const auto& service : held.services) {
      if (service.scope == cluster.scope && service.cluster == cluster.cluster) {
        services.values.push_back(service.service);
      }
    }
    has_held_services_ = !services.values.empty();
    in_held_service_.where.push_back(std::move(services));
  }

  /// Without this a sweep would page again and again over what is held.
  Result<bool> any_to_delete() {
    EPITAPH_TRY(expired, store_.count_tasks(expired_));
    if (expired == 0 || (!has_held_services_ && held_.tasks.empty())) return expired > 0;
    std::uint64_t kept = 0;
    if (has_held_services_) {
      EPITAPH_TRY(of_services, store_.count_tasks(in_held_service_));
      kept = of_services;
    }
    if (expired == kept) return false;
    return true;
  }

  /// The ARNs of the next page that are not held; `after` moves behind it, and is absent at the
  /// end.
  Result<std::vector<std::string>> next_page(std::optional<storage::TaskEntry>& after) {
    EPITAPH_TRY(page, store_.search_tasks(expired_, after, kPage));
    std::set<std::string> kept;
    if (has_held_services_ && !page.tasks.empty()) {
      EPITAPH_CHECK(add_held(page, kept));
    }
    std::vector<std::string> arns;
    for (auto& entry : page.tasks) {
      if (!kept.contains(entry.arn) && !held_.tasks.contains(entry.arn)) {
        arns.push_back(std::move(entry.arn));
      }
    }
    after = std::move(page.next);
    return arns;
  }

 private:
  /// Those of the page's stretch of time that belong to a held service.
  Status add_held(const storage::TaskSearchPage& page, std::set<std::string>& kept) {
    auto query = in_held_service_;
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
  const HeldNames& held_;
  storage::TaskQuery expired_;
  storage::TaskQuery in_held_service_;
  bool has_held_services_ = false;
};

/// Deletes what is past retention in one cluster, page by page, and records each page.
Status sweep_cluster(storage::Storage& store, ExpiredTasks expired, const Deletion& terms,
                     std::size_t tasks_max, LedgerSweepReport& report) {
  EPITAPH_TRY(any, expired.any_to_delete());
  if (!any) return Done{};
  std::optional<storage::TaskEntry> after;
  do {
    EPITAPH_TRY(arns, expired.next_page(after));
    auto deletion = terms;
    for (const auto& arn : arns) {
      if (report.tasks_deleted == tasks_max) {
        report.more = true;
        break;
      }
      EPITAPH_TRY(events, store.delete_subject(arn));
      deletion.events += events;
      ++deletion.tasks;
      ++report.tasks_deleted;
      report.events_deleted += events;
    }
    if (deletion.tasks > 0) EPITAPH_CHECK(add_deletion(store, deletion));
  } while (after && !report.more);
  return Done{};
}

}  // namespace

Result<LedgerSweepReport> sweep_ledger(storage::Storage& store, Timestamp now,
                                       std::size_t tasks_max) {
  LedgerSweepReport report;
  EPITAPH_TRY(retention, read_retention(store));
  if (!retention.default_days && retention.clusters.empty()) return report;
  EPITAPH_TRY(held, read_holds(store));
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
    EPITAPH_CHECK(
        sweep_cluster(store, {store, cluster.key, before, held}, terms, tasks_max, report));
    if (report.more) break;
  }
  return report;
}

}  // namespace epitaph::ledger
