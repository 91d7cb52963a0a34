#include "ledger/task_row.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"
#include "diagnosis/diagnose.h"
#include "ledger/fingerprint.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::size_t kValueBytesMax = 1024;
constexpr std::size_t kReasonBytesMax = 4096;
constexpr std::size_t kValuesMax = 64;

void add_distinct(std::vector<std::string>& values, std::string value) {
  if (value.empty() || values.size() >= kValuesMax) return;
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

void add(storage::TaskRow& row, TaskField field, std::string_view value) {
  if (value.size() <= kValueBytesMax) add_distinct(row[field], std::string{value});
}

/// The mask goes first, since a query that is cut may no longer look like one; and the cut must not
/// split a character of UTF-8.
void add_reason(storage::TaskRow& row, std::string_view reason) {
  auto text = mask_url_queries(reason);
  auto end = std::min(text.size(), kReasonBytesMax);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  text.resize(end);
  add_distinct(row.reasons, std::move(text));
}

/// What has stopped was to stop, also where an event does not say so.
std::string_view desired_status_of(const Task& task) {
  if (task.desired_status.empty() && task.stopped()) return "STOPPED";
  return task.desired_status;
}

void add_place(storage::TaskRow& row, const Task& task) {
  const auto arn = TaskArn::parse(task.arn);
  if (!arn) return;
  const auto scope = arn->scope();
  add(row, TaskField::kAccount, scope.account);
  add(row, TaskField::kRegion, scope.region);
  add(row, TaskField::kCluster,
      task.cluster_arn.empty() ? arn->cluster() : last_segment(task.cluster_arn));
}

void add_container(storage::TaskRow& row, const Container& container) {
  add(row, TaskField::kContainer, container.name);
  add(row, TaskField::kImage, container.image);
  add(row, TaskField::kImageDigest, container.image_digest);
  add_reason(row, container.reason);
  if (!container.exit_code) return;
  add(row, TaskField::kExitCode, std::to_string(*container.exit_code));
  add(row, TaskField::kContainerExitCode,
      fmt::format("{}:{}", container.name, *container.exit_code));
}

void add_diagnosis(storage::TaskRow& row, const Task& task, const diagnosis::Context& context,
                   const diagnosis::Catalogue& catalogue) {
  const auto diagnosis = diagnosis::diagnose(task, context, catalogue);
  if (!diagnosis) return;
  add(row, TaskField::kCause, diagnosis->cause);
  add(row, TaskField::kKind, to_string(diagnosis->kind));
  if (diagnosis->kind == StopKind::kFailure || diagnosis->kind == StopKind::kDisruption) {
    add(row, TaskField::kIssue, fingerprint(task, *diagnosis));
  }
}

}  // namespace

storage::TaskEventPlace place_of(const Event& event, const Task& task) {
  return {.version = static_cast<std::uint64_t>(std::max<std::int64_t>(task.version, 0)),
          .time = event.time,
          .hash = hash64(event.json)};
}

storage::TaskRow make_task_row(const Event& event, const Task& task,
                               const diagnosis::Context& context,
                               const diagnosis::Catalogue& catalogue) {
  storage::TaskRow row{
      .arn = task.arn,
      .place = place_of(event, task),
      .time = (task.stopped() ? task.stopped_at : task.updated_at).value_or(event.time),
      .stopped = task.stopped()};
  add_place(row, task);
  add(row, TaskField::kService, task.service());
  add(row, TaskField::kFamily, task.family());
  add(row, TaskField::kTaskDefinition, last_segment(task.task_definition_arn));
  add(row, TaskField::kAvailabilityZone, task.availability_zone);
  add(row, TaskField::kCapacityProvider, task.capacity_provider);
  add(row, TaskField::kLaunchType, task.launch_type);
  add(row, TaskField::kLastStatus, task.last_status);
  add(row, TaskField::kDesiredStatus, desired_status_of(task));
  add(row, TaskField::kStopCode, task.stop_code);
  add(row, TaskField::kStartedBy, task.started_by);
  if (task.started_by.starts_with("ecs-svc/")) add(row, TaskField::kDeployment, task.started_by);
  add(row, TaskField::kContainerInstance, last_segment(task.container_instance_arn));
  add_reason(row, task.stopped_reason);
  for (const auto& container : task.containers) add_container(row, container);
  add_diagnosis(row, task, context, catalogue);
  return row;
}

}  // namespace epitaph::ledger
