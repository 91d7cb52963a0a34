#pragma once
#include "api/resource.h"
#include "base/clock.h"
#include "ledger/ledger.h"

namespace epitaph::api {

/// Adds what can be taken away:
///   GET /export   the tasks that selection_parameters() choose, newest first, or the one `task`,
///   as
///     format=ndjson    every event of each, an envelope a line (the default)
///     format=csv       a line a task, with a header on the first page (api/task_csv.h)
///     format=markdown  a post-mortem of each (api/post_mortem.h)
/// Masked; with unmasked=true ndjson is the stored bytes and csv has the reasons as they came.
/// limit (1 to 10000, 1000) is of tasks; an answer ends earlier past some megabytes. Where there is
/// more, a Link header with rel="next" has the address of what follows.
/// `ledger` and `clock` outlive the resources.
void add_export_resource(Resources& resources, const ledger::Ledger& ledger, const Clock& clock);

}  // namespace epitaph::api
