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

namespace {

/// A page under way.
class Walk {
 public:
  Walk(storage::Storage& store, const TaskSelection& selection, std::size_t limit)
      : store_(store), selection_(selection), limit_(limit) {}

  bool full() const { return page_.arns.size() >= limit_ || read_ >= kTasksReadPerPageMax; }

  /// Takes in what a search found; stops before it is through when the page is full.
  Status take(const storage::TaskSearchPage& found) {
    for (const auto& entry : found.tasks) {
      if (full()) return Done{};
      EPITAPH_TRY(accepted, accepts(entry.arn));
      if (accepted) page_.arns.push_back(entry.arn);
      page_.next = entry;
    }
    page_.next = found.next;
    return Done{};
  }

  TaskListPage finish() && { return std::move(page_); }
  const std::optional<storage::TaskEntry>& next() const { return page_.next; }

 private:
  Result<bool> accepts(std::string_view arn) {
    if (!selection_.accepts) return true;
    ++read_;
    EPITAPH_TRY(state, read_task_state(store_, arn));
    return state && selection_.accepts(state->task);
  }

  storage::Storage& store_;
  const TaskSelection& selection_;
  std::size_t limit_;
  std::size_t read_ = 0;
  TaskListPage page_;
};

}  // namespace

Result<TaskListPage> list_tasks(storage::Storage& store, const TaskSelection& selection,
                                std::optional<storage::TaskEntry> after, std::size_t limit) {
  Walk walk{store, selection, limit};
  for (int searches = 0; searches < kSearchesPerPageMax && !walk.full(); ++searches) {
    EPITAPH_TRY(found, store.search_tasks(selection.query, after, limit));
    EPITAPH_CHECK(walk.take(found));
    if (!walk.next()) break;
    after = walk.next();
  }
  return std::move(walk).finish();
}

}  // namespace epitaph::ecs
