#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/fold.h"
#include "ledger/task_filter.h"
#include "model/diagnosis.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// A task with the answer to why it stopped; no diagnosis before any stop was asked for.
struct DiagnosedTask {
  TaskRecord record;
  std::optional<Diagnosis> diagnosis;
};

/// Which tasks are meant, of which stretch of time: by when they stopped, or for those that still
/// live by their last change.
struct TaskSelection {
  TaskFilter filter;
  bool stopped_only = true;
  Timestamp since = storage::kEarliest;  ///< inclusive
  Timestamp until = storage::kLatest;    ///< exclusive
};

storage::TaskQuery to_query(const TaskSelection& selection);

/// Which tasks to list: newest first.
struct TaskQuery {
  TaskSelection selection;
  std::size_t limit = 50;
  std::optional<storage::TaskEntry> after;  ///< TaskPage::next of the page before
};

struct TaskPage {
  std::vector<DiagnosedTask> tasks;
  /// Absent on the last page. There may be a next page though this one holds fewer than `limit`,
  /// or none: the work for a page is bounded, and a rare text may lie far back.
  std::optional<storage::TaskEntry> next;
};

/// Answers from the record of tasks. Keeps nothing itself: tasks are found by their rows, and what
/// is told of each is folded from its stored events, and diagnosed with its task definition where
/// that is known, as its row is (a moment later, when the definition came last). Safe from any
/// thread; blocks on the store, which must outlive it.
class Ledger {
 public:
  /// `log_url_template` as diagnosis::Context has it.
  explicit Ledger(storage::Storage& store, std::string log_url_template = {})
      : store_(store), log_url_template_(std::move(log_url_template)) {}

  /// One task by any form of parse_task_reference(). Errors: kInvalid for what is no such form;
  /// kNotFound when no event of it is known; kConflict when it fits several, whose ARNs it names.
  Result<DiagnosedTask> find(std::string_view reference) const;

  /// Errors: kInvalid when `limit` is 0.
  Result<TaskPage> list(const TaskQuery& query) const;

  /// How many tasks are meant.
  Result<std::uint64_t> count(const TaskSelection& selection) const;

  /// Exact counts of every value of each field, most first, in the order of `fields`.
  Result<std::vector<storage::TaskFieldCounts>> count(
      const TaskSelection& selection, std::span<const storage::TaskField> fields) const;

  /// Whether the very event is in the record already. Always false for what is not of ECS.
  Result<bool> holds(const Event& event) const;

 private:
  Result<DiagnosedTask> read(std::string_view arn) const;

  storage::Storage& store_;
  std::string log_url_template_;
};

}  // namespace epitaph::ledger
