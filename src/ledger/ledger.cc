#include "ledger/ledger.h"

#include <algorithm>
#include <functional>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnosis/diagnose.h"
#include "ledger/record.h"
#include "ledger/task_definitions.h"
#include "ledger/task_reference.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

/// Ids may begin alike: so many candidates are looked at, and so many named when it stays open.
constexpr std::size_t kCandidatesMax = 1000;
constexpr std::size_t kCandidatesNamed = 5;
/// Pages of the store's that one page of a list may ask for; each of them is bounded work.
constexpr int kSearchesMax = 4;

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

storage::TaskQuery to_query(const TaskSelection& selection) {
  auto query = to_query(selection.filter);
  query.stopped_only = selection.stopped_only;
  query.from = selection.since;
  query.until = selection.until;
  return query;
}

Result<DiagnosedTask> Ledger::read(std::string_view arn) const {
  EPITAPH_TRY(events, store_.read_subject(arn));
  if (events.empty()) return Error{ErrorKind::kNotFound, fmt::format("no task {} is known", arn)};
  EPITAPH_TRY(record, fold_task(events));
  EPITAPH_TRY(definition, find_task_definition(store_, record.task));
  auto context = definition ? to_context(*definition) : diagnosis::Context{};
  context.log_url_template = log_url_template_;
  auto diagnosis = diagnosis::diagnose(record.task, context);
  return DiagnosedTask{std::move(record), std::move(diagnosis)};
}

Result<DiagnosedTask> Ledger::find(std::string_view text) const {
  EPITAPH_TRY(reference, parse_task_reference(text));
  EPITAPH_TRY(arn, resolve(store_, reference));
  return read(arn);
}

Result<TaskPage> Ledger::list(const TaskQuery& query) const {
  if (query.limit == 0) return Error{ErrorKind::kInvalid, "limit must be at least 1"};
  const auto wanted = to_query(query.selection);
  TaskPage page{.tasks = {}, .next = query.after};
  for (int step = 0; step < kSearchesMax && page.tasks.size() < query.limit; ++step) {
    EPITAPH_TRY(found, store_.search_tasks(wanted, page.next, query.limit - page.tasks.size()));
    for (const auto& entry : found.tasks) {
      auto task = read(entry.arn);
      if (!task && task.error().kind == ErrorKind::kNotFound) continue;  // deleted since
      if (!task) return std::move(task).error();
      page.tasks.push_back(*std::move(task));
    }
    page.next = std::move(found.next);
    if (!page.next) break;
  }
  return page;
}

Result<std::uint64_t> Ledger::count(const TaskSelection& selection) const {
  return store_.count_tasks(to_query(selection));
}

Result<std::vector<storage::TaskFieldCounts>> Ledger::count(
    const TaskSelection& selection, std::span<const storage::TaskField> fields) const {
  return store_.count_tasks(to_query(selection), fields);
}

Result<bool> Ledger::holds(const Event& event) const {
  if (!is_of_ecs(event)) return false;
  return store_.has_subject_event(subject_row(event, storage::BodyIndex{}));
}

}  // namespace epitaph::ledger
