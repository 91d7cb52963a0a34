#include "storage/rocksdb/streams.h"

#include <tuple>
#include <unordered_set>

#include "storage/rocksdb/stream_reader.h"

namespace epitaph::storage::rocks {

namespace {

// How many events are looked at for a page of streams by last event, before every stream is. A
// page from the newest end is found well within it, unless one stream talks all the time; then
// looking at the streams is the shorter way.
constexpr std::size_t kEventsWalkedMax = 50'000;

using Page = std::vector<LogStreamInfo>;

Page page_of(std::vector<StreamEntry> entries) {
  Page page;
  for (StreamEntry& entry : entries) page.push_back(std::move(entry.info));
  return page;
}

/// One listing, as of one snapshot.
class StreamLister {
 public:
  StreamLister(const Database& database, const LogStreamScan& scan)
      : database_(database),
        scan_(scan),
        snapshot_(database),
        reader_(database, snapshot_.get(), scan.group, scan.not_before) {}

  Result<Page> by_name();
  Result<Page> by_last_event();

 private:
  /// Streams sort by the key of their last event, those without one by name and before the others;
  /// descending is just the reverse.
  struct Order {
    bool descending;
    bool operator()(const StreamEntry& a, const StreamEntry& b) const {
      const auto less = std::tie(a.last_key, a.info.name) <=> std::tie(b.last_key, b.info.name);
      return descending ? less > 0 : less < 0;
    }
  };

  Result<std::vector<StreamEntry>> smallest(const std::optional<StreamEntry>& after);
  Result<std::optional<Page>> newest(const std::optional<StreamEntry>& after);
  RangeWalk walk_streams(KeyRange range) const {
    return {database_, Family::kStreams, std::move(range), snapshot_.get()};
  }
  std::string_view name_in(std::string_view key) const { return key.substr(sizeof(LogGroupId)); }

  const Database& database_;
  const LogStreamScan& scan_;
  const Snapshot snapshot_;
  StreamReader reader_;
};

Result<Page> StreamLister::by_name() {
  KeyRange range = KeyRange::of_prefix(stream_key(scan_.group, scan_.prefix));
  if (scan_.after) {
    const std::string after = stream_key(scan_.group, *scan_.after);
    if (scan_.descending) {
      range.upper = range.upper.empty() ? after : std::min(range.upper, after);
    } else {
      range.lower = std::max(range.lower, after + '\0');
    }
  }
  if (!range.upper.empty()) range.upper = std::max(range.lower, range.upper);

  Page page;
  RangeWalk walk = walk_streams(std::move(range));
  scan_.descending ? walk.seek_last() : walk.seek_first();
  for (; walk.valid() && page.size() < scan_.limit; scan_.descending ? walk.prev() : walk.next()) {
    EPITAPH_TRY(entry, reader_.read(name_in(walk.key()), walk.value()));
    page.push_back(std::move(entry.info));
  }
  EPITAPH_CHECK(walk.status());
  return page;
}

Result<Page> StreamLister::by_last_event() {
  std::optional<StreamEntry> after;
  if (scan_.after) {
    EPITAPH_TRY(found, reader_.read(*scan_.after));
    // A stream that was deleted meanwhile has no place any more; it goes with those without events.
    after = found ? std::move(found) : StreamEntry{.info = {.name = *scan_.after}, .last_key = {}};
  }
  if (scan_.descending && !(after && after->last_key.empty())) {
    EPITAPH_TRY(page, newest(after));
    if (page) return std::move(*page);
  }
  EPITAPH_TRY(entries, smallest(after));
  return page_of(std::move(entries));
}

/// The first `limit` streams behind `after`, out of all: a heap of the best so far.
Result<std::vector<StreamEntry>> StreamLister::smallest(const std::optional<StreamEntry>& after) {
  const Order before{scan_.descending};
  std::vector<StreamEntry> best;
  RangeWalk walk = walk_streams(KeyRange::of_prefix(group_prefix(scan_.group)));
  for (walk.seek_first(); walk.valid() && scan_.limit > 0; walk.next()) {
    EPITAPH_TRY(entry, reader_.read(name_in(walk.key()), walk.value()));
    if (after && !before(*after, entry)) continue;
    if (best.size() == scan_.limit) {
      if (!before(entry, best.front())) continue;
      std::ranges::pop_heap(best, before);
      best.pop_back();
    }
    best.push_back(std::move(entry));
    std::ranges::push_heap(best, before);
  }
  EPITAPH_CHECK(walk.status());
  std::ranges::sort_heap(best, before);
  return best;
}

/// Walks the group's events from the newest; a stream is met at its last event first, and that is
/// its place. Nothing when this does not fill the page before it gets long, or the events end.
Result<std::optional<Page>> StreamLister::newest(const std::optional<StreamEntry>& after) {
  KeyRange range = KeyRange::of_prefix(group_prefix(scan_.group));
  range.lower = group_event_key(scan_.group, {.time = scan_.not_before}, "");
  if (after) range.upper = after->last_key;

  Page page;
  std::unordered_set<std::string> met;
  RangeWalk walk(database_, Family::kGroupEvents, std::move(range), snapshot_.get());
  std::size_t walked = 0;
  for (walk.seek_last(); walk.valid() && walked < kEventsWalkedMax; walk.prev(), ++walked) {
    if (page.size() == scan_.limit) return std::optional{std::move(page)};
    const auto key = decode_group_event_key(walk.key());
    if (!key) return bad_row("group_events");
    if (!met.emplace(key->stream).second) continue;
    EPITAPH_TRY(entry, reader_.read(key->stream));
    if (!entry) return bad_row("streams");
    // With `after`, streams of earlier pages are met again, at events that are not their last.
    if (entry->last_key == walk.key()) page.push_back(std::move(entry->info));
  }
  EPITAPH_CHECK(walk.status());
  if (page.size() == scan_.limit) return std::optional{std::move(page)};
  return std::optional<Page>{};
}

}  // namespace

Result<std::optional<LogStreamInfo>> read_stream(const Database& database, LogGroupId group,
                                                 std::string_view stream, Timestamp not_before) {
  const Snapshot snapshot(database);
  StreamReader reader(database, snapshot.get(), group, not_before);
  EPITAPH_TRY(entry, reader.read(stream));
  if (!entry) return std::optional<LogStreamInfo>{};
  return std::optional{std::move(entry->info)};
}

Result<std::vector<LogStreamInfo>> list_streams(const Database& database,
                                                const LogStreamScan& scan) {
  StreamLister lister(database, scan);
  return scan.by_last_event ? lister.by_last_event() : lister.by_name();
}

}  // namespace epitaph::storage::rocks
