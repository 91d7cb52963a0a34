#pragma once
#include <optional>
#include <string>

#include "api/page.h"
#include "api/resource.h"
#include "base/clock.h"
#include "ledger/ledger.h"

namespace epitaph::api {

/// What tasks are told of with.
struct TaskParts {
  storage::Storage& store;
  const ledger::Ledger& ledger;
  const Clock& clock;
  std::string log_url_template{};  ///< as diagnosis::Context has it
};

/// Adds the tasks:
///   GET /tasks                  {items: [task_json()], nextCursor}, newest first. Query: those of
///                               selection_parameters(), limit (1 to 1000, 50), cursor. A page may
///                               hold fewer than `limit` and still have a next one
///   GET /tasks/{task}           task_page_json(), with `context` (ledger/context.h); any form of
///                               ledger::parse_task_reference(). With explain=true also
///                               `explanation`
///   GET /tasks/{task}/timeline  {items: timeline_json(), nextCursor: null}
/// What the parts refer to outlives the resources.
void add_task_resources(Resources& resources, const TaskParts& parts);

/// The cursor of a list of tasks, for who pages through tasks elsewhere.
Result<std::optional<storage::TaskEntry>> task_cursor_parameter(const http::Request& request);
std::optional<Cursor> task_cursor(const std::optional<storage::TaskEntry>& entry);

}  // namespace epitaph::api
