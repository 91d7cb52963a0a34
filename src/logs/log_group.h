#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// A log group: what CreateLogGroup made of it and what was set since. Its streams and events lie
/// in the store under `id`.
struct LogGroup {
  storage::LogGroupId id{};
  Scope scope;
  std::string name;
  Timestamp created_at;
  std::optional<std::int64_t> retention_days;  ///< absent: its events are kept for ever
  std::string log_group_class = "STANDARD";
  std::string kms_key_id;  ///< empty: none; kept and shown, nothing is encrypted with it
  bool deletion_protected = false;
  std::map<std::string, std::string> tags;
  /// Of its metric and subscription filters (group_filters.h); 0: it never had any. Here, because
  /// whoever adds an event has this document anyway, and then knows whether there is more to do.
  std::uint64_t filters_revision = 0;
  std::size_t metric_filters = 0;  ///< how many
};

/// From when on the group's events are there at `now`: those before are past its retention, and
/// count as gone whether or not their space has been freed. Every read goes by this, so retention
/// is exact to the millisecond and holds from the moment it is set.
Timestamp retained_from(const LogGroup& group, Timestamp now);

/// Log groups are control-plane documents of this kind, one each, named as the group is:
///   {"id": 1, "creationTime": epoch ms, "retentionInDays": 30, "logGroupClass": "STANDARD",
///    "kmsKeyId": "…", "deletionProtectionEnabled": true, "tags": {"k": "v"},
///    "filters": {"revision": 3, "metric": 1}}
/// of which all but the first two and the class are left out when they say nothing.
inline constexpr std::string_view kLogGroupKind = "log-group";

storage::DocumentKey log_group_key(const Scope& scope, std::string_view name);
std::string to_document(const LogGroup& group);

/// Errors: kCorrupt when the text is none of to_document().
Result<LogGroup> parse_log_group(const storage::Document& document);

}  // namespace epitaph::logs
