#include "storage/rocksdb/usage.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

Result<std::int64_t> bytes_of_hours(const Database& database, KeyRange hours,
                                    const rocksdb::Snapshot* snapshot) {
  std::int64_t sum = 0;
  RangeWalk walk(database, Family::kUsage, std::move(hours), snapshot);
  for (walk.seek_first(); walk.valid(); walk.next()) {
    ByteReader in(walk.value());
    sum += static_cast<std::int64_t>(in.u64());
    if (!in.done()) return bad_row("usage");
  }
  EPITAPH_CHECK(walk.status());
  return sum;
}

Result<std::int64_t> bytes_of_events(const Database& database, KeyRange rows,
                                     const rocksdb::Snapshot* snapshot) {
  std::int64_t sum = 0;
  RangeWalk walk(database, Family::kGroupEvents, std::move(rows), snapshot);
  for (walk.seek_first(); walk.valid(); walk.next()) {
    const auto row = decode_event_row(walk.value(), Timestamp{});
    if (!row) return bad_row("group_events");
    sum += static_cast<std::int64_t>(row->message_bytes);
  }
  EPITAPH_CHECK(walk.status());
  return sum;
}

}  // namespace

Result<std::uint64_t> group_bytes(const Database& database, LogGroupId group,
                                  Timestamp not_before) {
  const Snapshot snapshot(database);
  KeyRange hours = KeyRange::of_prefix(group_prefix(group));
  std::int64_t sum = 0;
  if (not_before != kEarliest) {
    const std::int64_t hour = hour_of(not_before);
    hours.lower = usage_key(group, hour + 1);
    const Timestamp next_hour =
        hour < hour_of(kLatest) ? Timestamp{std::chrono::hours{hour + 1}} : kLatest;
    EPITAPH_TRY(rest, bytes_of_events(database,
                                      {.lower = group_event_key(group, {.time = not_before}, ""),
                                       .upper = group_event_key(group, {.time = next_hour}, "")},
                                      snapshot.get()));
    sum += rest;
  }
  EPITAPH_TRY(whole_hours, bytes_of_hours(database, std::move(hours), snapshot.get()));
  sum += whole_hours;
  // Below zero only for a moment: when a repeat of something expired came while it was swept.
  return static_cast<std::uint64_t>(std::max<std::int64_t>(sum, 0));
}

}  // namespace epitaph::storage::rocks
