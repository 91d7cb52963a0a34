#include "ledger/context.h"

#include <algorithm>

#include "diagnosis/diagnose.h"
#include "diagnosis/fact.h"
#include "diagnosis/log_location.h"
#include "ledger/counts.h"
#include "ledger/fingerprint.h"
#include "ledger/resource_arns.h"
#include "ledger/services.h"
#include "ledger/task_definitions.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::size_t kServiceEventsMax = 20;
constexpr std::size_t kOtherServicesMax = 10;
/// Of "recently" in SameFailure.
constexpr std::chrono::hours kRecently{24};

Scope scope_of(const Task& task) {
  const auto arn = TaskArn::parse(task.arn);
  return arn ? arn->scope() : Scope{};
}

std::optional<ServiceKey> service_of(const Task& task) {
  if (task.service().empty()) return std::nullopt;
  return ServiceKey{.scope = scope_of(task),
                    .cluster = std::string{last_segment(task.cluster_arn)},
                    .service = std::string{task.service()}};
}

/// When it stopped, began to, or was last heard of.
Timestamp end_of(const DiagnosedTask& task) {
  return task.record.task.stopping_at.value_or(task.record.listed_at());
}

/// The deployment that started the task, as events tell of it; what a stop's own words say of a
/// newer one stands in where no event does.
std::optional<Deployment> deployment_of(const Task& task, std::vector<Deployment> deployments) {
  const auto number = diagnosis::deployment_in(task.started_by);
  if (number.empty()) return std::nullopt;
  const auto id = "ecs-svc/" + std::string{number};
  auto found = std::ranges::find(deployments, id, &Deployment::id);
  Deployment own{.id = id};
  if (found != deployments.end()) own = std::move(*found);
  const auto named = diagnosis::deployment_in(task.stopped_reason);
  if (own.replaced_by.empty() && !named.empty() && named != number) {
    own.replaced_by = "ecs-svc/" + std::string{named};
  }
  return own;
}

Status add_service(storage::Storage& store, const DiagnosedTask& task, TaskContext& context) {
  const auto key = service_of(task.record.task);
  if (!key) return Done{};
  EPITAPH_TRY(events, read_service_events(store, *key));
  auto deployments = fold_deployments(events);
  link_deployments(deployments);
  context.deployment = deployment_of(task.record.task, std::move(deployments));
  if (context.deployment) {
    const storage::TaskQuery any{.stopped_only = false};
    EPITAPH_TRY(tasks, store.count_tasks(narrowed(narrowed(any, *key), TaskField::kDeployment,
                                                  context.deployment->id)));
    context.deployment->tasks = tasks;
  }
  const auto from = end_of(task) - kAroundStop;
  const auto until = task.record.listed_at() + kAroundStop;
  for (auto& event : newest_service_events(events, events.size())) {
    if (event.at < from || event.at > until) continue;
    context.service_events.push_back(std::move(event));
    if (context.service_events.size() == kServiceEventsMax) break;
  }
  return Done{};
}

void add_containers(const Task& task, const diagnosis::Context& known, TaskContext& context) {
  for (const auto& container : task.containers) {
    auto& added = context.containers.emplace_back(
        ContainerContext{.name = container.name,
                         .essential = std::nullopt,
                         .stop_timeout = std::nullopt,
                         .memory_mib = std::nullopt,
                         .logs = diagnosis::log_location(task, container, known)});
    const auto* settings = known.find(container.name);
    if (settings == nullptr) continue;
    added.essential = settings->essential;
    added.stop_timeout = settings->stop_timeout;
    added.memory_mib = settings->memory_mib;
  }
}

/// Services but the task's own where the same cause stopped tasks at the time.
Result<std::vector<OtherService>> elsewhere(storage::Storage& store, const DiagnosedTask& task,
                                            std::string_view cause) {
  const auto stopped = task.record.listed_at();
  storage::TaskQuery query;
  query.from = stopped - kSameTime;
  query.until = stopped + kSameTime;
  EPITAPH_TRY(counts, count_by(store, narrowed(query, TaskField::kCause, std::string{cause}),
                               TaskField::kService));
  std::vector<OtherService> others;
  for (auto& count : counts) {
    if (count.value == task.record.task.service()) continue;
    others.push_back({std::move(count.value), count.count});
    if (others.size() == kOtherServicesMax) break;
  }
  return others;
}

Status add_same_failure(storage::Storage& store, const DiagnosedTask& task, TaskContext& context) {
  // As the rows have it: without the task definition.
  const auto diagnosis = diagnosis::diagnose(task.record.task);
  if (!diagnosis ||
      (diagnosis->kind != StopKind::kFailure && diagnosis->kind != StopKind::kDisruption)) {
    return Done{};
  }
  SameFailure same{.issue = fingerprint(task.record.task, *diagnosis)};
  auto query = narrowed({}, TaskField::kIssue, same.issue);
  EPITAPH_TRY(count, store.count_tasks(query));
  const auto stopped = task.record.listed_at();
  query.from = stopped - kRecently;
  query.until = stopped + std::chrono::milliseconds{1};
  EPITAPH_TRY(recent, store.count_tasks(query));
  EPITAPH_TRY(others, elsewhere(store, task, diagnosis->cause));
  same.count = count;
  same.recent = recent;
  same.other_services = std::move(others);
  context.same_failure = std::move(same);
  return Done{};
}

/// Tasks of the same service, or of the same family where no service keeps it.
TaskQuery siblings(const Task& task, std::size_t limit) {
  const auto scope = scope_of(task);
  TaskQuery query{.selection = {}, .limit = limit};
  auto& filter = query.selection.filter;
  filter.account = scope.account;
  filter.region = scope.region;
  filter.cluster = last_segment(task.cluster_arn);
  filter.service = task.service();
  if (filter.service.empty()) filter.family = task.family();
  return query;
}

Result<std::vector<DiagnosedTask>> list_others(const Ledger& ledger, const Task& task,
                                               const TaskQuery& query) {
  EPITAPH_TRY(page, ledger.list(query));
  std::erase_if(page.tasks,
                [&task](const DiagnosedTask& other) { return other.record.task.arn == task.arn; });
  return std::move(page.tasks);
}

/// The task to compare with: one that runs now, else the last of `recent` that ran well, else the
/// last one of all.
Result<std::optional<Task>> last_good(const Ledger& ledger, const DiagnosedTask& task,
                                      std::vector<DiagnosedTask> recent) {
  const auto& own = task.record.task;
  auto running = siblings(own, 2);
  running.selection.stopped_only = false;
  running.selection.filter.last_status = "RUNNING";
  auto ended = siblings(own, 3);
  ended.selection.until = task.record.listed_at();
  ended.selection.filter.kind = to_string(StopKind::kNormal);
  EPITAPH_TRY(alive, list_others(ledger, own, running));
  std::erase_if(alive, [](const auto& other) { return other.record.task.stop_requested(); });
  std::move(recent.begin(), recent.end(), std::back_inserter(alive));
  const auto well = [](const DiagnosedTask& other) {
    return ran_well(other.record.task,
                    other.diagnosis ? std::optional{other.diagnosis->kind} : std::nullopt);
  };
  auto found = std::ranges::find_if(alive, well);
  if (found != alive.end()) return std::optional{std::move(found->record.task)};
  EPITAPH_TRY(older, list_others(ledger, own, ended));
  found = std::ranges::find_if(older, well);
  return found == older.end() ? std::nullopt : std::optional{std::move(found->record.task)};
}

std::string revision_name(const Task& task) {
  return std::string{last_segment(task.task_definition_arn)};
}

Result<Changes> changes_since(storage::Storage& store, const Task& before, const Task& now) {
  Changes changes{.since_task = before.arn,
                  .definition_before = revision_name(before),
                  .definition_now = revision_name(now),
                  .images = image_changes(before, now)};
  if (before.task_definition_arn == now.task_definition_arn) return changes;
  EPITAPH_TRY(old_one, find_task_definition(store, before.task_definition_arn));
  EPITAPH_TRY(new_one, find_task_definition(store, now.task_definition_arn));
  if (old_one && new_one) changes.settings = changes_between(*old_one, *new_one);
  return changes;
}

Status add_comparison(storage::Storage& store, const DiagnosedTask& task, TaskContext& context) {
  const auto& own = task.record.task;
  const Ledger ledger{store};
  auto query = siblings(own, kRecentTasks);
  query.selection.until = task.record.listed_at();
  EPITAPH_TRY(recent, list_others(ledger, own, query));
  std::vector<Task> others;
  for (const auto& other : recent) others.push_back(other.record.task);
  context.phases = compare_phases(own, others);
  EPITAPH_TRY(good, last_good(ledger, task, std::move(recent)));
  if (!good) return Done{};
  EPITAPH_TRY(changes, changes_since(store, *good, own));
  context.changes = std::move(changes);
  return Done{};
}

}  // namespace

Result<TaskContext> read_context(storage::Storage& store, const DiagnosedTask& task,
                                 const std::string& log_url_template) {
  TaskContext context;
  EPITAPH_TRY(definition, find_task_definition(store, task.record.task));
  auto known = definition ? to_context(*definition) : diagnosis::Context{};
  known.log_url_template = log_url_template;
  add_containers(task.record.task, known, context);
  EPITAPH_CHECK(add_service(store, task, context));
  EPITAPH_CHECK(add_same_failure(store, task, context));
  EPITAPH_CHECK(add_comparison(store, task, context));
  return context;
}

}  // namespace epitaph::ledger
