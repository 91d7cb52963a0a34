#pragma once
#include "base/clock.h"
#include "http/router.h"
#include "ledger/ledger.h"

namespace epitaph::api {

/// Adds the task routes:
///   GET /api/v1/tasks        {items: [task_json()], nextCursor}, newest first. Query: cluster,
///   service,
///                            family, cause, stopCode, exitCode, container, account, region, since,
///                            until, all (true: every status), limit (1 to 1000, 50), cursor
///   GET /api/v1/tasks/TASK   task_page_json(); TASK is any form of ledger::parse_task_reference(),
///                            percent-encoded. With explain=true also `explanation`
/// `ledger` and `clock` outlive the router.
void add_task_routes(http::Router& router, const ledger::Ledger& ledger, const Clock& clock);

}  // namespace epitaph::api
