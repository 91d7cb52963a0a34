#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "logs/insights/execution.h"
#include "model/arn.h"

namespace epitaph::logs {

/// Where a query is on its way: Scheduled → Running → one of the rest, at which it stays.
enum class QueryStatus : std::uint8_t {
  kScheduled,
  kRunning,
  kComplete,
  kFailed,
  kCancelled,
  kTimeout
};

/// As AWS writes it, `Scheduled`.
std::string_view to_text(QueryStatus status);
std::optional<QueryStatus> parse_query_status(std::string_view text);
bool has_ended(QueryStatus status);

/// All of a query but its rows.
struct QueryRecord {
  std::string id;                   ///< a UUID
  Scope scope;                      ///< whose query it is
  std::vector<std::string> groups;  ///< names, as they were asked for
  /// As DescribeQueries gives it back: `SOURCE "group" START=…000 END=…999 | text`.
  std::string text;
  std::string user;  ///< ARN of who started it
  Timestamp created_at;
  std::chrono::milliseconds duration{0};  ///< from its start to its end; 0 before
  QueryStatus status = QueryStatus::kScheduled;
  std::string failure;  ///< why it has kFailed, for a person; empty otherwise
  insights::QueryStatistics statistics;
};

/// The text that DescribeQueries shows for a query over `groups` from `from` to `to`, both
/// inclusive; it can be run as it is. Without groups the query begins with a SOURCE stage, behind
/// which the times are put.
/// Source: reference cloudwatch-logs.md, 3.6.
std::string rewritten_query(const std::vector<std::string>& groups, Timestamp from, Timestamp to,
                            std::string_view text);

}  // namespace epitaph::logs
