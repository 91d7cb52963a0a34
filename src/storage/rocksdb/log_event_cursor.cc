#include "storage/rocksdb/log_event_cursor.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

std::string key_at(const LogScan& scan, const LogEventId& id) {
  return scan.stream ? stream_event_key(scan.group, *scan.stream, id)
                     : group_event_key(scan.group, id, "");
}

/// The bounds of a scan; `after` narrows them from the side where the scan begins. The end of what
/// begins with an event's place lies behind it: in a group, behind all rows of that place.
KeyRange range_of(const LogScan& scan) {
  KeyRange range{.lower = key_at(scan, {.time = scan.from}),
                 .upper = key_at(scan, {.time = scan.until})};
  if (scan.after && scan.newest_first) {
    range.upper = std::min(range.upper, key_at(scan, *scan.after));
  } else if (scan.after) {
    range.lower = std::max(range.lower, end_of_prefix(key_at(scan, *scan.after)));
  }
  // RocksDB asks for bounds in order.
  range.upper = std::max(range.lower, range.upper);
  return range;
}

}  // namespace

RocksdbLogEventCursor::RocksdbLogEventCursor(const Database& database, Bodies& bodies, LogScan scan)
    : scan_(std::move(scan)),
      snapshot_(database),
      blocks_(bodies, snapshot_.get()),
      walk_(database, scan_.stream ? Family::kStreamEvents : Family::kGroupEvents, range_of(scan_),
            snapshot_.get(), scan_.stream ? Reach::kOnePrefix : Reach::kAnywhere) {}

Result<const LogEventView*> RocksdbLogEventCursor::next() {
  move();
  if (!walk_.valid()) {
    EPITAPH_CHECK(walk_.status());
    return nullptr;
  }
  EPITAPH_CHECK(read_place());
  EPITAPH_CHECK(read_body());
  return &view_;
}

void RocksdbLogEventCursor::move() {
  if (!started_) {
    started_ = true;
    scan_.newest_first ? walk_.seek_last() : walk_.seek_first();
  } else if (walk_.valid()) {
    scan_.newest_first ? walk_.prev() : walk_.next();
  }
}

Status RocksdbLogEventCursor::read_place() {
  if (scan_.stream) {
    const auto id = decode_stream_event_key(walk_.key());
    if (!id) return bad_row("stream_events");
    view_.id = *id;
    view_.stream = *scan_.stream;
  } else {
    const auto key = decode_group_event_key(walk_.key());
    if (!key) return bad_row("group_events");
    view_.id = key->id;
    view_.stream = key->stream;
  }
  return Done{};
}

Status RocksdbLogEventCursor::read_body() {
  const auto row = decode_event_row(walk_.value(), view_.id.time);
  if (!row) return bad_row("log events");
  EPITAPH_TRY(message, blocks_.body(row->body));
  view_.ingested_at = row->ingested_at;
  view_.message = message;
  return Done{};
}

}  // namespace epitaph::storage::rocks
