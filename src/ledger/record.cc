#include "ledger/record.h"

#include <algorithm>

#include "base/hash.h"
#include "diagnosis/catalogue.h"
#include "ledger/subject.h"
#include "ledger/task_definitions.h"
#include "ledger/task_row.h"

namespace epitaph::ledger {
namespace {

storage::SubjectEventRow row_at(const Event& event, std::string subject,
                                const storage::TaskEventPlace& place, storage::BodyIndex body) {
  return {.subject = std::move(subject),
          .version = place.version,
          .time = place.time,
          .hash = place.hash,
          .body = body,
          .detail_type = event.detail_type};
}

/// Only a task's own events are versioned as its states are.
storage::SubjectEventRow row_of_other(const Event& event, storage::BodyIndex body) {
  return row_at(event, subject_of(event), {.time = event.time, .hash = hash64(event.json)}, body);
}

}  // namespace

bool is_of_ecs(const Event& event) { return event.source == "aws.ecs"; }

storage::SubjectEventRow subject_row(const Event& event, storage::BodyIndex body) {
  const auto task = task_of(event);
  if (!task) return row_of_other(event, body);
  return row_at(event, task->arn, place_of(event, *task), body);
}

Status record(const Event& event, storage::BodyIndex body, storage::Commit& commit,
              KnownDefinitions& definitions) {
  if (!is_of_ecs(event)) return Done{};
  const auto task = task_of(event);
  if (!task) {
    commit.subject_events.push_back(row_of_other(event, body));
    if (const auto made = registered_by(event)) add_task_definition(*made, commit);
    return Done{};
  }
  EPITAPH_TRY(context, definitions.context_of(*task));
  auto row = make_task_row(event, *task, *context, diagnosis::Catalogue::built_in());
  commit.subject_events.push_back(row_at(event, task->arn, row.place, body));
  commit.task_rows.push_back(std::move(row));
  return Done{};
}

}  // namespace epitaph::ledger
