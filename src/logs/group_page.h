#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "logs/log_event.h"
#include "storage/storage.h"

namespace epitaph::logs {

class FilterPattern;

/// Which events of a log group to read, oldest first. `streams` or `stream_prefix` narrow it to
/// some of its streams; at most one of the two is given.
struct GroupQuery {
  storage::LogGroupId group;
  std::vector<std::string> streams;  ///< at most 100
  std::string stream_prefix;
  const FilterPattern* pattern = nullptr;  ///< only what it matches; null: everything
  Timestamp from = storage::kEarliest;     ///< inclusive
  Timestamp until = storage::kLatest;      ///< exclusive
  std::size_t limit = kPageEventsMax;
  std::optional<storage::LogEventId> after;  ///< GroupPage::next of the page before
};

struct GroupPage {
  std::vector<LogEvent> events;
  /// Where the next page begins; absent when this was the last. Always further on than the one
  /// before. A page may be empty and have a next: it looked through as much as one page should.
  std::optional<storage::LogEventId> next;
};

/// Up to this many streams that share a prefix are read stream by stream; when they are more, the
/// whole group is, and what is of other streams is skipped.
constexpr std::size_t kMergedStreamsMax = 100;
/// Events that one page looks at, so that a rare prefix or pattern in a large group does not hold a
/// thread.
constexpr std::size_t kPageExaminedMax = 100'000;

/// Reads one page. Errors: the store's.
Result<GroupPage> read_group_page(storage::Storage& store, const GroupQuery& query);

}  // namespace epitaph::logs
