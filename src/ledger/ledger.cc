#include "ledger/ledger.h"

#include <algorithm>
#include <functional>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnosis/diagnose.h"
#include "ledger/record.h"
#include "ledger/task_reference.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

/// Ids may begin alike: so many candidates are looked at, and so many named when it stays open.
constexpr std::size_t kCandidatesMax = 1000;
constexpr std::size_t kCandidatesNamed = 5;

bool fits(const TaskReference& reference, const std::string& text) {
  const auto arn = TaskArn::parse(text);
  return arn &&
         (reference.cluster.empty() || arn->cluster().empty() ||
          reference.cluster == arn->cluster()) &&
         (reference.region.empty() || reference.region == arn->scope().region);
}

Error ambiguous(const TaskReference& reference, std::span<const std::string> arns) {
  const auto named = arns.first(std::min(arns.size(), kCandidatesNamed));
  return {
      ErrorKind::kConflict,
      fmt::format("{} fits {} tasks, give more of its id: {}{}", reference.id_prefix, arns.size(),
                  fmt::join(named, ", "), arns.size() > named.size() ? ", …" : "")};
}

Result<std::string> resolve(storage::Storage& store, const TaskReference& reference) {
  if (!reference.arn.empty()) return reference.arn;
  EPITAPH_TRY(found, store.find_tasks(reference.id_prefix, kCandidatesMax));
  std::erase_if(found, [&](const std::string& arn) { return !fits(reference, arn); });
  // A whole id is that task, though it may also begin a longer one.
  const auto is_whole = [&](const auto& arn) { return last_segment(arn) == reference.id_prefix; };
  if (std::ranges::any_of(found, is_whole)) std::erase_if(found, std::not_fn(is_whole));
  if (found.empty()) {
    return Error{ErrorKind::kNotFound, fmt::format("no task {} is known", reference.id_prefix)};
  }
  if (found.size() > 1) return ambiguous(reference, found);
  return found.front();
}

}  // namespace

Result<DiagnosedTask> Ledger::read(std::string_view arn) const {
  EPITAPH_TRY(events, store_.read_subject(arn));
  if (events.empty()) return Error{ErrorKind::kNotFound, fmt::format("no task {} is known", arn)};
  EPITAPH_TRY(record, fold_task(events));
  auto diagnosis = diagnosis::diagnose(record.task);
  return DiagnosedTask{std::move(record), std::move(diagnosis)};
}

Result<DiagnosedTask> Ledger::find(std::string_view text) const {
  EPITAPH_TRY(reference, parse_task_reference(text));
  EPITAPH_TRY(arn, resolve(store_, reference));
  return read(arn);
}

Result<TaskPage> Ledger::list(const TaskQuery& query) const {
  TaskPage page;
  const auto cursor = store_.scan_tasks(
      {.list = query.list, .from = query.since, .until = query.until, .after = query.after});
  const bool stopped = query.list == storage::TaskList::kStopped;
  std::optional<storage::TaskEntry> last;
  while (true) {
    EPITAPH_TRY(entry, cursor->next());
    if (!entry) return page;
    if (page.tasks.size() == query.limit) {
      page.next = last;
      return page;
    }
    EPITAPH_TRY(task, read(entry->arn));
    // An entry of an earlier state: the task stands elsewhere on the list by now.
    const auto stands_at = stopped ? task.record.listed_at() : task.record.updated_at();
    if (entry->time != stands_at || (stopped && !task.record.task.stopped())) continue;
    if (!accepts(query.filter, task.record.task, task.diagnosis ? &*task.diagnosis : nullptr))
      continue;
    page.tasks.push_back(std::move(task));
    last = std::move(entry);
  }
}

Result<bool> Ledger::holds(const Event& event) const {
  if (!is_of_ecs(event)) return false;
  return store_.has_subject_event(subject_row(event, storage::BodyIndex{}));
}

}  // namespace epitaph::ledger
