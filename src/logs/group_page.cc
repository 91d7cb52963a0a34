#include "logs/group_page.h"

#include <set>

#include "logs/filter/filter_pattern.h"
#include "logs/merged_cursor.h"

namespace epitaph::logs {
namespace {

using Cursor = std::unique_ptr<storage::LogEventCursor>;

storage::LogScan scan_of(const GroupQuery& query, std::optional<std::string> stream) {
  return {.group = query.group,
          .stream = std::move(stream),
          .from = query.from,
          .until = query.until,
          .newest_first = false,
          .after = query.after};
}

Cursor open_streams(storage::Storage& store, const GroupQuery& query,
                    const std::set<std::string>& streams) {
  std::vector<Cursor> cursors;
  for (const std::string& stream : streams) {
    cursors.push_back(store.scan_log_events(scan_of(query, stream)));
  }
  return std::make_unique<MergedCursor>(std::move(cursors));
}

Cursor open_group(storage::Storage& store, const GroupQuery& query) {
  return store.scan_log_events(scan_of(query, std::nullopt));
}

Result<Cursor> open(storage::Storage& store, const GroupQuery& query) {
  if (!query.streams.empty()) {
    return open_streams(store, query, {query.streams.begin(), query.streams.end()});
  }
  if (query.stream_prefix.empty()) return open_group(store, query);
  EPITAPH_TRY(listed, store.list_streams({.group = query.group,
                                          .prefix = query.stream_prefix,
                                          .limit = kMergedStreamsMax + 1}));
  if (listed.size() > kMergedStreamsMax) return open_group(store, query);
  std::set<std::string> streams;
  for (auto& stream : listed) streams.insert(std::move(stream.name));
  return open_streams(store, query, streams);
}

bool is_wanted(const storage::LogEventView& event, const GroupQuery& query) {
  return event.stream.starts_with(query.stream_prefix) &&
         (query.pattern == nullptr || query.pattern->matches(event.message));
}

LogEvent kept(const storage::LogEventView& event) {
  return {event.id, event.ingested_at, std::string{event.stream}, std::string{event.message}};
}

}  // namespace

Result<GroupPage> read_group_page(storage::Storage& store, const GroupQuery& query) {
  EPITAPH_TRY(cursor, open(store, query));
  GroupPage page;
  PageRoom room{query.limit};
  std::optional<storage::LogEventId> last;  // that was looked at
  for (std::size_t examined = 0;; ++examined) {
    // The next match may be far away: whether there is one, the next page finds out.
    const bool is_full = query.pattern != nullptr && page.events.size() == query.limit;
    if (!is_full) {
      EPITAPH_TRY(event, cursor->next());
      if (event == nullptr) return page;
      const bool wanted = is_wanted(*event, query);
      if (examined < kPageExaminedMax && (!wanted || room.take(event->message.size()))) {
        last = event->id;
        if (wanted) page.events.push_back(kept(*event));
        continue;
      }
    }
    page.next = last;
    return page;
  }
}

}  // namespace epitaph::logs
