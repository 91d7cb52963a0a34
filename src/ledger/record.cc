#include "ledger/record.h"

#include <algorithm>

#include "base/hash.h"
#include "ledger/task_change.h"

namespace epitaph::ledger {
namespace {

/// Resources are free text; a NUL would end the subject in the store's keys.
std::string subject_of(const Event& event) {
  if (event.resources.empty() || event.resources.front().empty() ||
      event.resources.front().size() > 2048) {
    return "event/" + std::to_string(hash64(event.json));
  }
  std::string subject = event.resources.front();
  std::ranges::replace(subject, '\0', ' ');
  return subject;
}

storage::SubjectEventRow row_of(const Event& event, const std::optional<TaskChange>& change,
                                storage::BodyIndex body) {
  return {.subject = change ? change->task_arn : subject_of(event),
          .version = change ? change->version : 0,
          .time = event.time,
          .hash = hash64(event.json),
          .body = body};
}

}  // namespace

bool is_of_ecs(const Event& event) { return event.source == "aws.ecs"; }

storage::SubjectEventRow subject_row(const Event& event, storage::BodyIndex body) {
  return row_of(event, read_task_change(event), body);
}

void record(const Event& event, storage::BodyIndex body, storage::Commit& commit) {
  if (!is_of_ecs(event)) return;
  const auto change = read_task_change(event);
  commit.subject_events.push_back(row_of(event, change, body));
  if (!change) return;
  commit.tasks.push_back({.arn = change->task_arn,
                          .list = storage::TaskList::kAll,
                          .time = change->updated_at.value_or(event.time)});
  if (change->stopped) {
    commit.tasks.push_back({.arn = change->task_arn,
                            .list = storage::TaskList::kStopped,
                            .time = change->stopped_at.value_or(event.time)});
  }
}

}  // namespace epitaph::ledger
