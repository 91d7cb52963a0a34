#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/clusters.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/resource_names.h"
#include "ecs/task_list.h"
#include "ecs/wire_task.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::size_t kTasksMax = 100;

aws::Outcome<std::vector<TaskName>> read_names(const json::object& input) {
  const auto& given = aws::items(input, "tasks");
  if (given.empty()) return aws::invalid_parameter("Tasks cannot be empty.");
  if (given.size() > kTasksMax) {
    return aws::invalid_parameter("taskIds can have at most 100 items.");
  }
  std::vector<TaskName> names;
  for (const auto& item : given) {
    EPITAPH_TRY(name, read_task_name(item.as_string()));
    names.push_back(std::move(name));
  }
  return names;
}

/// The ARNs that a task may have: an id has two forms.
std::vector<std::string> candidates(const TaskName& name, const ClusterAddress& cluster) {
  if (!name.arn.empty()) return {name.arn};
  const auto prefix = cluster.arn_prefix("task");
  return {fmt::format("{}{}/{}", prefix, cluster.name, name.id), prefix + name.id};
}

/// Whether a task is of the cluster that the call names. The ARN of the new form is taken at its
/// word; in the old one only the record knows.
bool is_of(const Task& task, const ClusterAddress& cluster) {
  const auto arn = TaskArn::parse(task.arn);
  const auto name =
      arn && !arn->cluster().empty() ? arn->cluster() : last_segment(task.cluster_arn);
  return name == cluster.name;
}

/// What the call's `cluster` has to do with its tasks.
struct CalledCluster {
  ClusterAddress address;
  bool named = false;  ///< by the call; else a task's ARN alone decides
};

aws::Verdict check_cluster(const TaskName& name, const CalledCluster& cluster) {
  if (name.arn.empty() || !cluster.named) return Done{};
  const auto arn = TaskArn::parse(name.arn);
  if (arn->cluster().empty() || arn->cluster() == cluster.address.name) return Done{};
  return another_cluster(arn->cluster(), cluster.address.name);
}

Result<std::optional<TaskState>> find(storage::Storage& store, const TaskName& name,
                                      const CalledCluster& cluster) {
  for (const auto& arn : candidates(name, cluster.address)) {
    EPITAPH_TRY(state, read_task_state(store, arn));
    if (!state) continue;
    if (name.arn.empty() || cluster.named) {
      if (!is_of(state->task, cluster.address)) continue;
    }
    return state;
  }
  return std::optional<TaskState>{};
}

/// A cluster that nothing is known of is an error of the whole call; but only where it matters,
/// since whoever found all tasks has found the cluster, and ARNs do without one.
aws::Verdict check_cluster_known(storage::Storage& store, const CalledCluster& cluster) {
  EPITAPH_TRY(known, knows_cluster(store, cluster.address));
  if (!known) return cluster_not_found();
  return Done{};
}

aws::Answer handle_describe_tasks(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(names, read_names(call.input));
  EPITAPH_CHECK(check_include(call.input, {"TAGS"}));
  const auto given = aws::optional_text(call.input, "cluster");
  EPITAPH_TRY(address, read_cluster(given, call.scope));
  const CalledCluster cluster{.address = std::move(address), .named = given.has_value()};
  const WireTaskOptions options{.tags = includes(call.input, "TAGS")};

  json::array tasks;
  json::array failures;
  for (const auto& name : names) {
    EPITAPH_CHECK(check_cluster(name, cluster));
    EPITAPH_TRY(state, find(parts.store, name, cluster));
    if (state) {
      EPITAPH_TRY(task, wire_task(state->detail, options));
      tasks.push_back(std::move(task));
      continue;
    }
    if (tasks.empty() && failures.empty() && (name.arn.empty() || cluster.named)) {
      EPITAPH_CHECK(check_cluster_known(parts.store, cluster));
    }
    failures.push_back(missing(candidates(name, cluster.address).front()));
  }
  return json::object{{"tasks", std::move(tasks)}, {"failures", std::move(failures)}};
}

}  // namespace

aws::Operation describe_tasks(const EcsServiceParts& parts) {
  return {.name = "DescribeTasks",
          .input = aws::structure({{"cluster", aws::string()},
                                   {"tasks", aws::list(aws::string())},
                                   {"include", aws::list(aws::string())}}),
          .handle = [parts](const aws::Call& call) { return handle_describe_tasks(parts, call); }};
}

}  // namespace epitaph::ecs
