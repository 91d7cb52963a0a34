#include "ledger/issues.h"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/counts.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

using storage::TaskCount;
using storage::TaskField;

const Container* blamed(const DiagnosedTask& task) {
  if (!task.diagnosis || !task.diagnosis->container) return nullptr;
  const auto& containers = task.record.task.containers;
  const auto found = std::ranges::find(containers, *task.diagnosis->container, &Container::name);
  return found == containers.end() ? nullptr : &*found;
}

/// Whether `a` stands before `b`; by the id where all else is level, so that pages never overlap.
bool stands_before(IssueOrder order, const IssuePlace& a, const IssuePlace& b) {
  if (order == IssueOrder::kCount && a.count != b.count) return a.count > b.count;
  if (a.last_seen != b.last_seen) return a.last_seen > b.last_seen;
  return a.id < b.id;
}

IssuePlace issue_place(const TaskCount& count) { return {count.count, count.last, count.value}; }

Result<std::vector<IssueRevision>> revisions_of(storage::Storage& store,
                                                const storage::TaskQuery& query) {
  EPITAPH_TRY(counts, count_by(store, query, TaskField::kTaskDefinition));
  std::vector<IssueRevision> revisions;
  for (auto& count : counts) {
    revisions.push_back({std::move(count.value), count.count, count.first, count.last});
  }
  std::ranges::stable_sort(revisions, {}, &IssueRevision::first_seen);
  return revisions;
}

/// The newest task of an issue; kNotFound when it was deleted meanwhile.
Result<DiagnosedTask> sample_of(storage::Storage& store, const storage::TaskQuery& query) {
  std::optional<storage::TaskEntry> after;
  do {
    EPITAPH_TRY(page, store.search_tasks(query, after, 1));
    if (!page.tasks.empty()) return Ledger{store}.find(page.tasks.front().arn);
    after = std::move(page.next);
  } while (after);
  return Error{ErrorKind::kNotFound, "no task of this issue is known"};
}

Result<Issue> issue_of(storage::Storage& store, const storage::TaskQuery& meant,
                       const TaskCount& count) {
  const auto query = narrowed(meant, TaskField::kIssue, count.value);
  Issue issue{.id = count.value,
              .count = count.count,
              .first_seen = count.first,
              .last_seen = count.last,
              .width = bar_width(count.first, count.last)};
  EPITAPH_TRY(sample, sample_of(store, query));
  EPITAPH_TRY(revisions, revisions_of(store, query));
  EPITAPH_TRY(bars, histograms(store, meant, TaskField::kIssue, {&count, 1}, issue.width));
  issue.sample = std::move(sample);
  issue.revisions = std::move(revisions);
  issue.histogram = std::move(bars[count.value]);
  return issue;
}

}  // namespace

std::optional<std::int64_t> Issue::exit_code() const {
  const auto* container = blamed(sample);
  return container ? container->exit_code : std::nullopt;
}

std::string Issue::reason() const {
  const auto* container = blamed(sample);
  return mask_url_queries(container && !container->reason.empty()
                              ? container->reason
                              : sample.record.task.stopped_reason);
}

Result<IssuePage> list_issues(storage::Storage& store, const IssueQuery& query) {
  if (query.limit == 0) return Error{ErrorKind::kInvalid, "limit must be at least 1"};
  const auto meant = to_query(query.selection);
  EPITAPH_TRY(counts, count_by(store, meant, TaskField::kIssue));
  IssuePage page{.issues = {}, .total = counts.size(), .next = {}};
  if (query.after) {
    std::erase_if(counts, [&](const TaskCount& count) {
      return !stands_before(query.order, *query.after, issue_place(count));
    });
  }
  const auto shown = std::min(counts.size(), query.limit);
  std::ranges::partial_sort(counts, counts.begin() + static_cast<std::ptrdiff_t>(shown),
                            [&](const TaskCount& a, const TaskCount& b) {
                              return stands_before(query.order, issue_place(a), issue_place(b));
                            });
  if (shown < counts.size()) page.next = issue_place(counts[shown - 1]);
  counts.resize(shown);
  for (const auto& count : counts) {
    auto issue = issue_of(store, meant, count);
    if (!issue && issue.error().kind == ErrorKind::kNotFound) continue;
    if (!issue) return std::move(issue).error();
    page.issues.push_back(*std::move(issue));
  }
  return page;
}

Result<Issue> find_issue(storage::Storage& store, std::string_view id) {
  const storage::TaskQuery all{};
  EPITAPH_TRY(counts, count_by(store, narrowed(all, TaskField::kIssue, std::string{id}),
                               TaskField::kIssue));
  if (counts.empty()) {
    return Error{ErrorKind::kNotFound, fmt::format("no issue {} is known", id)};
  }
  return issue_of(store, all, counts.front());
}

}  // namespace epitaph::ledger
