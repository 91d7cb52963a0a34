#include "logs/retention.h"

namespace epitaph::logs {

std::vector<storage::Expiry> expired_events(const std::vector<LogGroup>& groups, Timestamp now) {
  std::vector<storage::Expiry> expired;
  for (const LogGroup& group : groups) {
    if (group.retention_days) expired.push_back({group.id, retained_from(group, now)});
  }
  return expired;
}

Result<storage::SweepReport> sweep_expired_events(storage::Storage& store, Timestamp now) {
  EPITAPH_TRY(documents, store.list_documents(kLogGroupKind, std::nullopt));
  std::vector<LogGroup> groups;
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(group, parse_log_group(document));
    groups.push_back(std::move(group));
  }
  // Also when nothing is past its retention: the store has deleted groups to finish with.
  return store.sweep(expired_events(groups, now));
}

}  // namespace epitaph::logs
