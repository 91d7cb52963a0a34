#include "ledger/absence.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/time_text.h"
#include "ledger/clusters.h"
#include "ledger/counts.h"
#include "ledger/ledger.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::size_t kStuckMax = 100;

storage::TaskQuery living(std::string_view status) {
  return narrowed({.stopped_only = false}, TaskField::kLastStatus, std::string{status});
}

/// The newest stop of a service's tasks.
Result<std::optional<storage::TaskEntry>> last_stop(storage::Storage& store,
                                                    const ServiceKey& key) {
  std::optional<storage::TaskEntry> after;
  do {
    EPITAPH_TRY(page, store.search_tasks(narrowed({}, key), after, 1));
    if (!page.tasks.empty()) return std::optional{std::move(page.tasks.front())};
    after = std::move(page.next);
  } while (after);
  return std::optional<storage::TaskEntry>{};
}

AttentionRow row_of_service(const ServiceKey& key, const DesiredCount& desired,
                            const std::optional<storage::TaskEntry>& stop, Timestamp since,
                            Timestamp now) {
  AttentionRow row{
      .kind = AttentionKind::kNoRunningTask,
      .severity = Severity::kCritical,
      .scope = key.scope,
      .cluster = key.cluster,
      .service = key.service,
      .task = stop ? stop->arn : "",
      .since = since,
      .headline = fmt::format("{} has had no running task for {}; {} are desired", key.service,
                              format_duration(now - since), desired.count),
      .evidence = {{"desiredCount", std::to_string(desired.count)}}};
  if (stop) row.evidence.push_back({"stoppedAt", format_rfc3339(stop->time)});
  return row;
}

AttentionRow row_of_cluster(const Cluster& cluster, Timestamp last, Timestamp now) {
  return {.kind = AttentionKind::kSilentCluster,
          .severity = Severity::kWarning,
          .scope = cluster.key.scope,
          .cluster = cluster.key.cluster,
          .since = last,
          .count = cluster.tasks,
          .headline = fmt::format("nothing was heard of cluster {} for {}, though {} of its tasks "
                                  "were running; does its rule still deliver?",
                                  cluster.key.cluster, format_duration(now - last), cluster.tasks),
          .evidence = {{"lastEvent", format_rfc3339(last)}}};
}

AttentionRow row_of_task(const DiagnosedTask& stuck, Timestamp since, Timestamp now) {
  const auto& task = stuck.record.task;
  const auto arn = TaskArn::parse(task.arn);
  return {.kind = AttentionKind::kStuckTask,
          .severity = Severity::kWarning,
          .scope = arn ? arn->scope() : Scope{},
          .cluster = std::string{last_segment(task.cluster_arn)},
          .service = std::string{task.service()},
          .task = task.arn,
          .since = since,
          .headline = fmt::format("task {} has not got past {} for {}", last_segment(task.arn),
                                  task.last_status, format_duration(now - since)),
          .evidence = {{"lastStatus", task.last_status}, {"createdAt", format_rfc3339(since)}}};
}

}  // namespace

Status add_services_without_tasks(storage::Storage& store, const ServiceSurvey& survey,
                                  const AttentionThresholds& thresholds, Timestamp now,
                                  std::vector<AttentionRow>& rows) {
  for (const auto& [key, service] : survey) {
    if (!service.desired || service.desired->count <= 0) continue;
    EPITAPH_TRY(running, store.count_tasks(narrowed(living("RUNNING"), key)));
    if (running > 0) continue;
    EPITAPH_TRY(stop, last_stop(store, key));
    const auto since = std::max(service.desired->since, stop ? stop->time : storage::kEarliest);
    if (now - since < thresholds.no_running_task) continue;
    rows.push_back(row_of_service(key, *service.desired, stop, since, now));
  }
  return Done{};
}

Status add_silent_clusters(storage::Storage& store, const ServiceSurvey& survey,
                           const AttentionThresholds& thresholds, Timestamp now,
                           std::vector<AttentionRow>& rows) {
  EPITAPH_TRY(running,
              list_clusters(store, {.filter = {.last_status = "RUNNING"}, .stopped_only = false}));
  for (const auto& cluster : running) {
    auto last = cluster.last;
    for (const auto& [key, service] : survey) {
      if (key.scope == cluster.key.scope && key.cluster == cluster.key.cluster) {
        last = std::max(last, service.last_event.value_or(last));
      }
    }
    if (now - last < thresholds.silence) continue;
    // Only now what else happened to its tasks: the others are most.
    auto heard = narrowed({.stopped_only = false}, cluster.key);
    heard.from = now - thresholds.silence;
    EPITAPH_TRY(lately, store.count_tasks(heard));
    if (lately == 0) rows.push_back(row_of_cluster(cluster, last, now));
  }
  return Done{};
}

Status add_stuck_tasks(storage::Storage& store, const AttentionThresholds& thresholds,
                       Timestamp now, std::vector<AttentionRow>& rows) {
  EPITAPH_TRY(page,
              Ledger{store}.list({.selection = {.filter = {.last_status = "PROVISIONING,PENDING"},
                                                .stopped_only = false,
                                                .until = now - thresholds.stuck},
                                  .limit = kStuckMax}));
  for (const auto& task : page.tasks) {
    const auto since = task.record.task.created_at.value_or(task.record.updated_at());
    rows.push_back(row_of_task(task, since, now));
  }
  return Done{};
}

}  // namespace epitaph::ledger
