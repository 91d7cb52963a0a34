#pragma once
#include "base/result.h"
#include "ledger/known_definitions.h"
#include "model/event.h"
#include "storage/commit.h"

namespace epitaph::ledger {

/// Whether the ledger keeps this event: all that ECS itself says, on whatever bus it comes.
bool is_of_ecs(const Event& event);

/// Adds to `commit` what the ledger keeps of `event`, whose canonical JSON is `body` there: the
/// event under its subject, and of a task event the row by which the task is searched and counted.
/// Reads nothing but a task definition that `definitions` has not met before, so that publishing
/// stays blind; whatever arrives twice or late lands where it belongs. The subject is the task's
/// ARN, or what subject_of() says. Events that are not of ECS add nothing.
/// Errors: those of the store that `definitions` read; nothing was added then.
Status record(const Event& event, storage::BodyIndex body, storage::Commit& commit,
              KnownDefinitions& definitions);

/// The row that record() writes for `event`: to ask the store whether it is there already.
storage::SubjectEventRow subject_row(const Event& event, storage::BodyIndex body);

}  // namespace epitaph::ledger
