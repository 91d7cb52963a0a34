#pragma once
#include <boost/json.hpp>

#include "ledger/ledger.h"

namespace epitaph::api {

/// A task as `/api/v1` and `-o json` show it: the members of ECS's own task, verbatim but for
/// secrets, and ours beside them:
///   diagnosis   as to_json(Diagnosis); null before any stop was asked for
///   account, region, taskId
/// Masked, as mask_secrets() does.
boost::json::object task_json(const ledger::DiagnosedTask& task);

/// [{time, version, eventId, lastStatus, desiredStatus, changes: [text]}], an item an event, as the
/// fold has them in order.
boost::json::array timeline_json(const ledger::TaskRecord& record);

/// task_json() and what only the page of one task shows:
///   phases      [{name, begin, durationMs}]
///   timeline    timeline_json()
///   duplicates  how many events told what was told already
boost::json::object task_page_json(const ledger::DiagnosedTask& task);

}  // namespace epitaph::api
