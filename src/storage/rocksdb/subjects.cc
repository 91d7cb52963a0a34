#include "storage/rocksdb/subjects.h"

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

Result<bool> has_subject_event(const Database& database, const SubjectEventRow& row) {
  EPITAPH_TRY(value, database.get(Family::kSubjectEvents, subject_event_key(row)));
  return value.has_value();
}

}  // namespace epitaph::storage::rocks
