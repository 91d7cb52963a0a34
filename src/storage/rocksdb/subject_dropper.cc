#include "storage/rocksdb/subject_dropper.h"

namespace epitaph::storage::rocks {

Status SubjectDropper::drop(std::string_view key, std::string_view value,
                            rocksdb::WriteBatch& batch) {
  const auto place = decode_subject_event_place(key);
  const auto body = decode_body_ref(value);
  if (!place || !body) return bad_row("subject_events");
  batch.Delete(database_.family(Family::kSubjectEvents), key);
  batch.Delete(
      database_.family(Family::kEventsByTime),
      timed_event_key({.time = place->time, .hash = place->hash}, subject_, place->version));
  holdings_.drop_row(kLedgerHolder, body->block);
  ++dropped_;
  return Done{};
}

}  // namespace epitaph::storage::rocks
