#include "ecs/task_list.h"

#include "ledger/counts.h"
#include "ledger/fold.h"

namespace epitaph::ecs {

storage::TaskQuery tasks_of(const ClusterAddress& cluster) {
  return ledger::narrowed({.where = {}, .text = {}, .stopped_only = false}, cluster.key());
}

storage::TaskQuery any_of(storage::TaskQuery query, storage::TaskField field,
                          std::vector<std::string> values) {
  query.where.push_back({field, std::move(values)});
  return query;
}

Result<std::optional<TaskState>> read_task_state(storage::Storage& store, std::string_view arn) {
  EPITAPH_TRY(events, store.read_subject(arn));
  if (events.empty()) return std::optional<TaskState>{};
  auto folded = ledger::fold_task(events);
  // Calls that CloudTrail tells of are kept under a task that no event has told the state of.
  if (!folded && folded.error().kind == ErrorKind::kNotFound) return std::optional<TaskState>{};
  if (!folded) return std::move(folded).error();
  std::string detail{folded->last_event().detail()};
  return std::optional{TaskState{std::move(folded->task), std::move(detail)}};
}

Result<TaskListPage> list_tasks(storage::Storage& store, const storage::TaskQuery& query,
                                std::optional<storage::TaskEntry> after, std::size_t limit) {
  TaskListPage page;
  for (int searches = 0; searches < kSearchesPerPageMax && page.arns.size() < limit; ++searches) {
    EPITAPH_TRY(found, store.search_tasks(query, after, limit - page.arns.size()));
    for (auto& entry : found.tasks) page.arns.push_back(std::move(entry.arn));
    page.next = std::move(found.next);
    if (!page.next) break;
    after = page.next;
  }
  return page;
}

}  // namespace epitaph::ecs
