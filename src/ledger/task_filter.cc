#include "ledger/task_filter.h"

#include <algorithm>

#include "model/arn.h"

namespace epitaph::ledger {
namespace {

bool accepts_scope(const TaskFilter& filter, const Task& task) {
  if (filter.account.empty() && filter.region.empty()) return true;
  const auto arn = TaskArn::parse(task.arn);
  if (!arn) return false;
  const auto scope = arn->scope();
  return (filter.account.empty() || filter.account == scope.account) &&
         (filter.region.empty() || filter.region == scope.region);
}

bool accepts_containers(const TaskFilter& filter, const Task& task) {
  if (filter.container.empty() && !filter.exit_code) return true;
  return std::ranges::any_of(task.containers, [&](const Container& container) {
    return (filter.container.empty() || filter.container == container.name) &&
           (!filter.exit_code || filter.exit_code == container.exit_code);
  });
}

bool accepts_cluster(const TaskFilter& filter, const Task& task) {
  return filter.cluster.empty() || filter.cluster == task.cluster_arn ||
         filter.cluster == last_segment(task.cluster_arn);
}

}  // namespace

bool accepts(const TaskFilter& filter, const Task& task, const Diagnosis* diagnosis) {
  return accepts_cluster(filter, task) && accepts_scope(filter, task) &&
         accepts_containers(filter, task) &&
         (filter.service.empty() || filter.service == task.service()) &&
         (filter.family.empty() || filter.family == task.family()) &&
         (filter.stop_code.empty() || filter.stop_code == task.stop_code) &&
         (filter.cause.empty() || (diagnosis && filter.cause == diagnosis->cause));
}

}  // namespace epitaph::ledger
