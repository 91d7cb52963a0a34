#include "storage/rocksdb/stream_reader.h"

#include <limits>

namespace epitaph::storage::rocks {

StreamReader::StreamReader(const Database& database, const rocksdb::Snapshot* snapshot,
                           LogGroupId group, Timestamp not_before)
    : database_(database),
      snapshot_(snapshot),
      group_(group),
      not_before_(not_before),
      events_(database, Family::kStreamEvents, KeyRange::of_prefix(group_prefix(group)), snapshot,
              Reach::kOnePrefix) {}

Result<std::optional<StreamEntry>> StreamReader::read(std::string_view stream) {
  EPITAPH_TRY(row, database_.get(Family::kStreams, stream_key(group_, stream), snapshot_));
  if (!row) return std::optional<StreamEntry>{};
  EPITAPH_TRY(entry, read(stream, *row));
  return std::optional{std::move(entry)};
}

Result<StreamEntry> StreamReader::read(std::string_view stream, std::string_view row) {
  const auto decoded = decode_stream_row(row);
  if (!decoded) return bad_row("streams");
  StreamEntry entry{.info = {.name = std::string(stream),
                             .created_at = decoded->created_at,
                             .first_event = {},
                             .last_event = {},
                             .last_ingestion = decoded->last_ingestion},
                    .last_key = {}};
  EPITAPH_TRY(last, last_event(stream));
  if (!last) return entry;
  EPITAPH_TRY(first, first_event(stream));
  if (!first) return bad_row("stream_events");
  entry.info.first_event = first->time;
  entry.info.last_event = last->time;
  entry.last_key = group_event_key(group_, *last, stream);
  return entry;
}

Result<std::optional<LogEventId>> StreamReader::first_event(std::string_view stream) {
  events_.seek(stream_event_key(group_, stream, {.time = not_before_}));
  return here(stream_prefix(group_, stream));
}

Result<std::optional<LogEventId>> StreamReader::last_event(std::string_view stream) {
  constexpr auto kHighest = std::numeric_limits<std::uint64_t>::max();
  const LogEventId highest{.time = kLatest, .order = kHighest, .hash = kHighest};
  events_.seek_at_or_before(stream_event_key(group_, stream, highest));
  EPITAPH_TRY(last, here(stream_prefix(group_, stream)));
  if (last && last->time < not_before_) return std::optional<LogEventId>{};
  return last;
}

/// The place of the row that the walk stands on, if it begins with `prefix`.
Result<std::optional<LogEventId>> StreamReader::here(std::string_view prefix) {
  if (!events_.valid()) {
    EPITAPH_CHECK(events_.status());
    return std::optional<LogEventId>{};
  }
  if (!events_.key().starts_with(prefix)) return std::optional<LogEventId>{};
  const auto id = decode_stream_event_key(events_.key());
  if (!id) return bad_row("stream_events");
  return id;
}

}  // namespace epitaph::storage::rocks
