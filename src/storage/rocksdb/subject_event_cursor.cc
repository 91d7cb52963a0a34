#include "storage/rocksdb/subject_event_cursor.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

/// `after` narrows the bounds from the side where the scan begins, past all rows of that place.
KeyRange range_of(const SubjectEventScan& scan) {
  KeyRange range{.lower = timed_event_prefix({.time = scan.from}),
                 .upper = timed_event_prefix({.time = scan.until})};
  if (scan.after && scan.newest_first) {
    range.upper = std::min(range.upper, timed_event_prefix(*scan.after));
  } else if (scan.after) {
    range.lower = std::max(range.lower, end_of_prefix(timed_event_prefix(*scan.after)));
  }
  // RocksDB asks for bounds in order.
  range.upper = std::max(range.lower, range.upper);
  return range;
}

}  // namespace

RocksdbSubjectEventCursor::RocksdbSubjectEventCursor(const Database& database, Bodies& bodies,
                                                     SubjectEventScan scan)
    : scan_(std::move(scan)),
      snapshot_(database),
      blocks_(bodies, snapshot_.get()),
      walk_(database, Family::kEventsByTime, range_of(scan_), snapshot_.get()) {}

Result<const SubjectEventView*> RocksdbSubjectEventCursor::next() {
  for (move(); walk_.valid(); move()) {
    EPITAPH_TRY(row, read_row());
    if (!row) continue;
    EPITAPH_TRY(json, blocks_.body(row->body));
    view_.json = json;
    return &view_;
  }
  EPITAPH_CHECK(walk_.status());
  return nullptr;
}

void RocksdbSubjectEventCursor::move() {
  if (!started_) {
    started_ = true;
    scan_.newest_first ? walk_.seek_last() : walk_.seek_first();
  } else if (walk_.valid()) {
    scan_.newest_first ? walk_.prev() : walk_.next();
  }
}

Result<std::optional<TimedEvent>> RocksdbSubjectEventCursor::read_row() {
  const auto key = decode_timed_event_key(walk_.key());
  auto row = decode_timed_event(walk_.value());
  if (!key || !row) return bad_row("events_by_time");
  view_.id = key->id;
  view_.subject = key->subject;
  const bool wanted = key->subject.starts_with(scan_.subject_prefix) &&
                      (scan_.detail_type.empty() || row->detail_type == scan_.detail_type);
  if (!wanted) row.reset();
  return row;
}

}  // namespace epitaph::storage::rocks
