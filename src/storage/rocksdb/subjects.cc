#include "storage/rocksdb/subjects.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

Result<std::vector<std::string>> read_subject(const Database& database, Bodies& bodies,
                                              std::string_view subject) {
  std::vector<std::string> events;
  const Snapshot snapshot(database);
  RangeWalk walk(database, Family::kSubjectEvents, KeyRange::of_prefix(subject_prefix(subject)),
                 snapshot.get(), Reach::kOnePrefix);
  for (walk.seek_first(); walk.valid(); walk.next()) {
    const auto ref = decode_body_ref(walk.value());
    if (!ref) return bad_row("subject_events");
    EPITAPH_TRY(block, bodies.block(ref->block, snapshot.get()));
    EPITAPH_TRY(body, body_of(*block, *ref));
    events.emplace_back(body);
  }
  EPITAPH_CHECK(walk.status());
  return events;
}

Result<std::vector<KeptEvent>> read_subject_events(const Database& database, Bodies& bodies,
                                                   std::string_view subject, Timestamp until,
                                                   const std::optional<TaskEventPlace>& after,
                                                   std::size_t limit) {
  auto range = KeyRange::of_prefix(subject_prefix(subject));
  if (after) range.lower = end_of_prefix(subject_event_key(subject, *after));
  std::vector<KeptEvent> events;
  const Snapshot snapshot(database);
  RangeWalk walk(database, Family::kSubjectEvents, std::move(range), snapshot.get(),
                 Reach::kOnePrefix);
  walk.seek_first();
  while (walk.valid() && events.size() < limit) {
    const auto place = decode_subject_event_place(walk.key());
    const auto ref = decode_body_ref(walk.value());
    if (!place || !ref) return bad_row("subject_events");
    if (place->time >= until) {
      // So is the rest of this version. Most subjects have no other, and end here.
      const auto version = ByteWriter{}.text(subject_prefix(subject)).u64(place->version).take();
      walk.seek(end_of_prefix(version));
      continue;
    }
    EPITAPH_TRY(block, bodies.block(ref->block, snapshot.get()));
    EPITAPH_TRY(body, body_of(*block, *ref));
    events.push_back({.place = *place, .json = std::string(body)});
    walk.next();
  }
  EPITAPH_CHECK(walk.status());
  return events;
}

/// From subject to subject: however many events one has, it costs one seek.
Result<std::vector<std::string>> list_subjects(const Database& database, std::string_view prefix,
                                               std::string_view after, std::size_t limit) {
  KeyRange range = KeyRange::of_prefix(std::string(prefix));
  if (!after.empty()) range.lower = std::max(range.lower, end_of_prefix(subject_prefix(after)));
  if (!range.upper.empty()) range.upper = std::max(range.lower, range.upper);
  std::vector<std::string> subjects;
  RangeWalk walk(database, Family::kSubjectEvents, std::move(range));
  walk.seek_first();
  while (walk.valid() && subjects.size() < limit) {
    const std::size_t end = walk.key().find('\0');
    if (end == std::string_view::npos) return bad_row("subject_events");
    subjects.emplace_back(walk.key().substr(0, end));
    walk.seek(end_of_prefix(subject_prefix(subjects.back())));
  }
  EPITAPH_CHECK(walk.status());
  return subjects;
}

Result<bool> has_subject_event(const Database& database, const SubjectEventRow& row) {
  EPITAPH_TRY(value, database.get(Family::kSubjectEvents, subject_event_key(row)));
  return value.has_value();
}

}  // namespace epitaph::storage::rocks
