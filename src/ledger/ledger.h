#pragma once
#include <optional>
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

/// Which tasks to list: newest first.
struct TaskQuery {
  TaskFilter filter;
  storage::TaskList list = storage::TaskList::kStopped;
  Timestamp since = storage::kEarliest;  ///< inclusive
  Timestamp until = storage::kLatest;    ///< exclusive
  std::size_t limit = 50;
  std::optional<storage::TaskEntry> after;  ///< TaskPage::next of the page before
};

struct TaskPage {
  std::vector<DiagnosedTask> tasks;
  std::optional<storage::TaskEntry> next;  ///< absent on the last page
};

/// Answers from the record of tasks. Keeps nothing itself: every answer is folded from the stored
/// events. Safe from any thread; blocks on the store, which must outlive it.
class Ledger {
 public:
  explicit Ledger(storage::Storage& store) : store_(store) {}

  /// One task by any form of parse_task_reference(). Errors: kInvalid for what is no such form;
  /// kNotFound when no event of it is known; kConflict when it fits several, whose ARNs it names.
  Result<DiagnosedTask> find(std::string_view reference) const;

  /// Walks the list until `limit` tasks are found: a filter that few tasks pass reads many.
  Result<TaskPage> list(const TaskQuery& query) const;

  /// Whether the very event is in the record already. Always false for what is not of ECS.
  Result<bool> holds(const Event& event) const;

 private:
  Result<DiagnosedTask> read(std::string_view arn) const;

  storage::Storage& store_;
};

}  // namespace epitaph::ledger
