#include "ledger/crash_loops.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/time_text.h"
#include "ledger/clusters.h"
#include "ledger/counts.h"
#include "ledger/ledger.h"

namespace epitaph::ledger {
namespace {

/// Each failure is folded from its events; a loop that fails oftener is one all the same.
constexpr std::size_t kFailuresMax = 500;

bool is_young(const Task& task, Timestamp stopped_at, std::chrono::minutes young) {
  return !task.started_at || stopped_at - *task.started_at < young;
}

Result<std::vector<DiagnosedTask>> young_failures(storage::Storage& store, const ServiceKey& key,
                                                  const TaskSelection& failures,
                                                  std::chrono::minutes young) {
  TaskQuery query{.selection = failures, .limit = kFailuresMax};
  auto& filter = query.selection.filter;
  filter.account = key.scope.account;
  filter.region = key.scope.region;
  filter.cluster = key.cluster;
  filter.service = key.service;
  EPITAPH_TRY(page, Ledger{store}.list(query));
  std::erase_if(page.tasks, [&](const DiagnosedTask& task) {
    return !task.diagnosis || !is_young(task.record.task, task.record.listed_at(), young);
  });
  return std::move(page.tasks);
}

/// The newest of the failures whose cause most of them have.
const DiagnosedTask& typical(const std::vector<DiagnosedTask>& failures) {
  std::map<std::string, std::size_t> causes;
  for (const auto& task : failures) ++causes[task.diagnosis->cause];
  return *std::ranges::max_element(
      failures, {}, [&](const DiagnosedTask& task) { return causes[task.diagnosis->cause]; });
}

/// `failures` are newest first and not empty.
AttentionRow row_of(const ServiceKey& key, const std::vector<DiagnosedTask>& failures) {
  const auto& sample = typical(failures);
  const auto since = failures.back().record.listed_at();
  const auto last = failures.front().record.listed_at();
  return {.kind = AttentionKind::kCrashLoop,
          .severity = Severity::kCritical,
          .scope = key.scope,
          .cluster = key.cluster,
          .service = key.service,
          .task = sample.record.task.arn,
          .since = since,
          .count = failures.size(),
          .headline =
              fmt::format("{} tasks of {} failed young within {}: {}", failures.size(), key.service,
                          format_duration(last - since), sample.diagnosis->headline),
          .evidence = sample.diagnosis->evidence};
}

}  // namespace

Result<std::vector<AttentionRow>> find_crash_loops(storage::Storage& store,
                                                   const CrashLoopThresholds& thresholds,
                                                   Timestamp now) {
  const TaskSelection failures{.filter = {.kind = std::string{to_string(StopKind::kFailure)}},
                               .since = now - thresholds.window};
  EPITAPH_TRY(services, list_services(store, failures));
  std::vector<AttentionRow> rows;
  for (const auto& service : services) {
    if (service.tasks < thresholds.failures) continue;
    EPITAPH_TRY(young, young_failures(store, service.key, failures, thresholds.young));
    if (!young.empty() && young.size() >= thresholds.failures) {
      rows.push_back(row_of(service.key, young));
    }
  }
  return rows;
}

}  // namespace epitaph::ledger
