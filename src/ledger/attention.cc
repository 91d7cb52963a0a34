#include "ledger/attention.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "ledger/absence.h"
#include "ledger/service_survey.h"

namespace epitaph::ledger {
namespace {

AttentionRow row_of_problem(const ServiceKey& key, const ServiceProblem& problem) {
  const auto& said = problem.last;
  AttentionRow row{.kind = AttentionKind::kServiceEvent,
                   .severity = said.type == "ERROR" ? Severity::kCritical : Severity::kWarning,
                   .scope = key.scope,
                   .cluster = key.cluster,
                   .service = key.service,
                   .task = said.tasks.empty() ? "" : said.tasks.front(),
                   .since = problem.first,
                   .count = problem.count,
                   .headline = fmt::format("{} says {}{}{}", key.service, said.name,
                                           said.text.empty() ? "" : ": ", said.text),
                   .evidence = {{"eventName", said.name}}};
  if (!said.text.empty()) row.evidence.push_back({"reason", said.text});
  return row;
}

AttentionRow row_of_deployment(const ServiceKey& key, const Deployment& deployment) {
  const auto ended_at = deployment.ended_at.value_or(Timestamp{});
  AttentionRow row{
      .kind = AttentionKind::kDeploymentFailed,
      .severity = Severity::kCritical,
      .scope = key.scope,
      .cluster = key.cluster,
      .service = key.service,
      .since = ended_at,
      .headline = fmt::format("deployment {} of {} failed", deployment.id, key.service),
      .evidence = {{"deploymentId", deployment.id}, {"reason", deployment.reason}}};
  if (!deployment.rolled_back_to.empty()) {
    row.headline += ", rolled back to " + deployment.rolled_back_to;
  }
  return row;
}

void add_what_services_say(const ServiceSurvey& survey, const AttentionThresholds& thresholds,
                           Timestamp now, std::vector<AttentionRow>& rows) {
  for (const auto& [key, service] : survey) {
    for (const auto& [name, problem] : service.problems) {
      // Of a failed deployment its own event tells more.
      if (name == "SERVICE_DEPLOYMENT_FAILED" && !service.deployment_events.empty()) continue;
      if (now - problem.last.at > thresholds.service_event) continue;
      rows.push_back(row_of_problem(key, problem));
    }
    const auto deployments = fold_deployments(service.deployment_events);
    if (!deployments.empty() && deployments.front().state == DeploymentState::kFailed) {
      rows.push_back(row_of_deployment(key, deployments.front()));
    }
  }
}

}  // namespace

std::string_view to_string(AttentionKind kind) {
  switch (kind) {
    case AttentionKind::kCrashLoop:
      return "crash-loop";
    case AttentionKind::kServiceEvent:
      return "service-event";
    case AttentionKind::kDeploymentFailed:
      return "deployment-failed";
    case AttentionKind::kNoRunningTask:
      return "no-running-task";
    case AttentionKind::kSilentCluster:
      return "silent-cluster";
    case AttentionKind::kStuckTask:
      break;
  }
  return "stuck-task";
}

std::string_view to_string(Severity severity) {
  return severity == Severity::kCritical ? "critical" : "warning";
}

Result<std::vector<AttentionRow>> find_attention(storage::Storage& store,
                                                 const AttentionThresholds& thresholds,
                                                 Timestamp now) {
  EPITAPH_TRY(rows, find_crash_loops(store, thresholds.crash_loop, now));
  EPITAPH_TRY(survey, survey_services(store, now - thresholds.lookback, storage::kLatest));
  add_what_services_say(survey, thresholds, now, rows);
  EPITAPH_CHECK(add_services_without_tasks(store, survey, thresholds, now, rows));
  EPITAPH_CHECK(add_silent_clusters(store, survey, thresholds, now, rows));
  EPITAPH_CHECK(add_stuck_tasks(store, thresholds, now, rows));
  std::ranges::stable_sort(rows, {}, [](const AttentionRow& row) {
    return std::tuple{row.severity, row.since, row.kind};
  });
  return std::move(rows);
}

}  // namespace epitaph::ledger
