#include "api/task_csv.h"

#include <optional>
#include <vector>

#include "base/csv.h"
#include "base/time_text.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

const std::vector<std::string> kTitles = {
    "stoppedAt",  "lastStatus",     "taskArn",    "account",          "region",        "cluster",
    "service",    "taskDefinition", "launchType", "availabilityZone", "cause",         "kind",
    "confidence", "container",      "exitCode",   "stopCode",         "stoppedReason", "headline"};

/// The exit code of the container at fault, else the first that is not 0, else 0; empty when no
/// container has one.
std::string exit_code_of(const Task& task, const std::optional<std::string>& at_fault) {
  std::optional<std::int64_t> best;
  for (const auto& container : task.containers) {
    if (!container.exit_code) continue;
    if (at_fault == container.name) return std::to_string(*container.exit_code);
    if (!best || *best == 0) best = container.exit_code;
  }
  return best ? std::to_string(*best) : std::string{};
}

}  // namespace

std::string task_csv_header() { return csv_line(kTitles); }

std::string task_csv_line(const ledger::DiagnosedTask& diagnosed, bool unmasked) {
  const auto& task = diagnosed.record.task;
  const auto arn = TaskArn::parse(task.arn);
  const auto scope = arn ? arn->scope() : Scope{};
  const auto diagnosis = diagnosed.diagnosis.value_or(Diagnosis{});
  const auto reason = unmasked ? task.stopped_reason : mask_url_queries(task.stopped_reason);
  const std::vector<std::string> fields = {
      task.stopped_at ? format_rfc3339(*task.stopped_at) : std::string{},
      task.last_status,
      task.arn,
      scope.account,
      scope.region,
      std::string{last_segment(task.cluster_arn)},
      std::string{task.service()},
      std::string{last_segment(task.task_definition_arn)},
      task.launch_type,
      task.availability_zone,
      diagnosis.cause,
      diagnosed.diagnosis ? std::string{to_string(diagnosis.kind)} : std::string{},
      diagnosed.diagnosis ? std::string{to_string(diagnosis.confidence)} : std::string{},
      diagnosis.container.value_or(""),
      exit_code_of(task, diagnosis.container),
      task.stop_code,
      reason,
      diagnosis.headline};
  return csv_line(fields);
}

}  // namespace epitaph::api
