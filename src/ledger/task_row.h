#pragma once
#include "diagnosis/catalogue.h"
#include "diagnosis/context.h"
#include "model/event.h"
#include "model/task.h"
#include "storage/task_row.h"

namespace epitaph::ledger {

/// Where `event` stands among those of its task. A version below 0 is none of ECS's and counts as
/// 0.
storage::TaskEventPlace place_of(const Event& event, const Task& task);

/// Grows when make_task_row() says more than it did, or otherwise: rows of before are then made
/// anew (rederive.h). 2 has the desired status, who started the task, its container instance, and
/// the diagnosis by the task definition.
constexpr int kTaskRowForm = 2;

/// What `event`, which told of `task`, says for search and counts. Made of that one event and
/// `context`, what is known of its task definition: cause, kind and issue are those that the task's
/// own page has, absent before a stop was asked for. Failures and disruptions alone are issues.
///
/// Reasons are masked. Values over 1,024 bytes are no names of ECS's and left out, reasons end
/// after 4,096; of a field at most 64 values are taken, a task having at most ten containers. The
/// event keeps all of it.
storage::TaskRow make_task_row(const Event& event, const Task& task,
                               const diagnosis::Context& context,
                               const diagnosis::Catalogue& catalogue);

}  // namespace epitaph::ledger
