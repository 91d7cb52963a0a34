#pragma once
#include <boost/json.hpp>

#include "ledger/ledger.h"

namespace epitaph::api {

/// A task as `/api/v1` and `-o json` show it: the members of ECS's own task, verbatim but for
/// secrets, and ours beside them:
///   diagnosis   as to_json(Diagnosis); null before any stop was asked for
///   account, region, taskId
/// Masked: environment values in overrides, query strings of URLs in reasons.
boost::json::object task_json(const ledger::DiagnosedTask& task);

/// task_json() and what only the page of one task shows:
///   phases      [{name, begin, durationMs}]
///   timeline    [{time, version, eventId, lastStatus, desiredStatus, changes: [text]}]
///   duplicates  how many events told what was told already
boost::json::object task_page_json(const ledger::DiagnosedTask& task);

}  // namespace epitaph::api
