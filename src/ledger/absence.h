#pragma once
#include <vector>

#include "ledger/attention.h"
#include "ledger/service_survey.h"

namespace epitaph::ledger {

/// What is missing though nothing says so: the parts of find_attention() that look for it. Each
/// appends its rows.

/// Services whose desired count is known and above 0, and that have no RUNNING task.
Status add_services_without_tasks(storage::Storage& store, const ServiceSurvey& survey,
                                  const AttentionThresholds& thresholds, Timestamp now,
                                  std::vector<AttentionRow>& rows);

/// Clusters with RUNNING tasks of which neither a task nor a service was heard of for too long.
Status add_silent_clusters(storage::Storage& store, const ServiceSurvey& survey,
                           const AttentionThresholds& thresholds, Timestamp now,
                           std::vector<AttentionRow>& rows);

/// Tasks that stay in PROVISIONING or PENDING.
Status add_stuck_tasks(storage::Storage& store, const AttentionThresholds& thresholds,
                       Timestamp now, std::vector<AttentionRow>& rows);

}  // namespace epitaph::ledger
