#include "storage/rocksdb/write_group.h"

#include <fmt/format.h>

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

Result<Revision> WriteGroup::admit(const Commit& commit) {
  Admitted admitted{.commit = &commit, .revision = 0, .bodies = {}};
  if (!commit.documents.empty()) admitted.revision = state_.counters.revision + 1;

  Revisions changed;
  EPITAPH_CHECK(check_documents(commit, admitted.revision, changed));
  EPITAPH_CHECK(check_new_streams(commit));
  EPITAPH_TRY(queue_plan, queue_changes_.plan(commit, state_.retired));

  if (admitted.revision != 0) state_.counters.revision = admitted.revision;
  for (auto& [key, revision] : changed) revisions_.insert_or_assign(key, revision);
  queue_changes_.admit(std::move(queue_plan));
  admit_rows(admitted);
  admitted_.push_back(std::move(admitted));
  return admitted_.back().revision;
}

Status WriteGroup::check_documents(const Commit& commit, Revision revision,
                                   Revisions& changed) const {
  for (const DocumentRow& row : commit.documents) {
    std::string key = document_key(row.key);
    if (row.expected) {
      const auto own = changed.find(key);
      EPITAPH_TRY(found, own != changed.end() ? Result<Revision>(own->second) : revision_of(key));
      if (found != *row.expected) {
        return Error{ErrorKind::kConflict,
                     fmt::format("{} {}: is at revision {}, not {}", row.key.kind, row.key.name,
                                 found, *row.expected)};
      }
    }
    changed.insert_or_assign(std::move(key), row.text ? revision : 0);
  }
  return Done{};
}

Status WriteGroup::check_new_streams(const Commit& commit) const {
  std::set<std::string> own;
  for (const NewStreamRow& row : commit.new_streams) {
    if (is_retired(row.group)) continue;
    const std::string key = stream_key(row.group, row.stream);
    EPITAPH_TRY(exists, stream_exists(key));
    if (exists || !own.insert(key).second) {
      return Error{ErrorKind::kConflict, fmt::format("log stream {}: exists already", row.stream)};
    }
  }
  return Done{};
}

Result<Revision> WriteGroup::revision_of(const std::string& key) const {
  if (const auto found = revisions_.find(key); found != revisions_.end()) return found->second;
  EPITAPH_TRY(stored, database_.get(Family::kDocuments, key));
  if (!stored) return Revision{0};
  ByteReader in(*stored);
  const Revision revision = in.u64();
  if (!in.ok()) return bad_row("documents");
  return revision;
}

Result<bool> WriteGroup::stream_exists(const std::string& key) const {
  if (streams_.contains(key)) return true;
  EPITAPH_TRY(stored, database_.get(Family::kStreams, key));
  return stored.has_value();
}

void WriteGroup::admit_rows(Admitted& admitted) {
  const Commit& commit = *admitted.commit;
  for (const std::string& body : commit.bodies) admitted.bodies.push_back(packer_.add(body));
  const auto number = [&](BodyIndex body) {
    return admitted.bodies[static_cast<std::size_t>(body)];
  };

  for (const NewStreamRow& row : commit.new_streams) {
    touch_stream(row.group, row.stream, {.created_at = row.created_at});
  }
  for (const LogEventRow& row : commit.log_events) {
    if (is_retired(row.group)) continue;
    packer_.hold(number(row.body), static_cast<HolderId>(row.group), row.time);
    touch_stream(row.group, row.stream,
                 {.created_at = row.ingested_at, .last_ingestion = row.ingested_at});
  }
  for (const SubjectEventRow& row : commit.subject_events) {
    packer_.hold(number(row.body), kLedgerHolder, row.time);
  }
  for (const NewQueueItemRow& row : commit.new_queue_items) {
    if (is_retired(row.queue)) continue;
    packer_.hold(number(row.body), static_cast<HolderId>(row.queue), row.enqueued_at);
  }
  for (const LogGroupId group : commit.retired_groups) {
    state_.retired.insert_or_assign(static_cast<HolderId>(group), now_);
    retiring_groups_.push_back(group);
  }
  for (const QueueId queue : commit.retired_queues) {
    state_.retired.insert_or_assign(static_cast<HolderId>(queue), now_);
    retiring_queues_.push_back(queue);
  }
}

void WriteGroup::touch_stream(LogGroupId group, std::string_view stream, const StreamRow& row) {
  if (is_retired(group)) return;
  const auto [at, fresh] = streams_.try_emplace(stream_key(group, stream), row);
  if (!fresh) at->second.merge(row);
}

Result<BodyPacker::Packed> WriteGroup::finish(rocksdb::WriteBatch& batch) {
  const auto packed = packer_.pack(encoder_, state_.counters, database_, batch);
  for (const Admitted& admitted : admitted_) {
    for (const auto& row : admitted.commit->log_events) write_log_event(admitted, row, batch);
    for (const auto& row : admitted.commit->subject_events)
      write_subject_event(admitted, row, batch);
    for (const auto& row : admitted.commit->documents) write_document(admitted, row, batch);
    for (const auto& row : admitted.commit->new_queue_items) write_queue_item(admitted, row, batch);
  }
  EPITAPH_CHECK(queue_changes_.finish(batch));
  write_task_rows(batch);
  write_folded_rows(batch);
  // Behind all rows, so that they take along what commits admitted before them wrote.
  for (const LogGroupId group : retiring_groups_) retire(group, batch);
  for (const QueueId queue : retiring_queues_) retire(queue, batch);
  batch.Put(database_.family(Family::kDefault), counters_key(), encode(state_.counters));
  return packed;
}

void WriteGroup::write_log_event(const Admitted& from, const LogEventRow& row,
                                 rocksdb::WriteBatch& batch) {
  const auto body = static_cast<std::size_t>(row.body);
  EventRow event{.body = packer_.place(from.bodies[body]),
                 .ingested_at = row.ingested_at,
                 .message_bytes = from.commit->bodies[body].size()};
  // Left out by admit_rows(): the group was retired before. Or retired since, and taken along.
  if (is_retired(row.group)) return;

  // Without an identity its number in order of arrival is its place. Not the time of its arrival:
  // that stands still for many, and goes back when the clock is set.
  LogEventId id{.time = row.time, .order = 0, .hash = 0};
  if (row.identity) {
    id.order = row.identity->order;
    id.hash = row.identity->hash;
  } else {
    id.order = ++state_.counters.arrivals;
  }
  const std::string value = encode(event, row.time);
  batch.Put(database_.family(Family::kStreamEvents), stream_event_key(row.group, row.stream, id),
            value);
  batch.Put(database_.family(Family::kGroupEvents), group_event_key(row.group, id, row.stream),
            value);
  usage_[usage_key(row.group, hour_of(row.time))] += event.message_bytes;
}

void WriteGroup::write_subject_event(const Admitted& from, const SubjectEventRow& row,
                                     rocksdb::WriteBatch& batch) const {
  const BodyRef place = packer_.place(from.bodies[static_cast<std::size_t>(row.body)]);
  batch.Put(database_.family(Family::kSubjectEvents), subject_event_key(row), encode(place));
  batch.Put(database_.family(Family::kEventsByTime),
            timed_event_key({.time = row.time, .hash = row.hash}, row.subject, row.version),
            encode(TimedEvent{.body = place, .detail_type = row.detail_type}));
}

void WriteGroup::write_queue_item(const Admitted& from, const NewQueueItemRow& row,
                                  rocksdb::WriteBatch& batch) {
  if (is_retired(row.queue)) return;
  const QueueItemRow item{.body = packer_.place(from.bodies[static_cast<std::size_t>(row.body)]),
                          .enqueued_at = row.enqueued_at,
                          .state = row.state};
  const QueueItemId id{.due = row.due, .number = ++state_.counters.arrivals};
  const std::string key = queue_item_key(row.queue, id);
  heads_.stage(row.queue, key);
  batch.Put(database_.family(Family::kQueueItems), key, encode(item, row.due));
}

void WriteGroup::write_task_rows(rocksdb::WriteBatch& batch) const {
  std::vector<const TaskRow*> rows;
  for (const Admitted& admitted : admitted_) {
    for (const TaskRow& row : admitted.commit->task_rows) rows.push_back(&row);
  }
  tasks_.stage(rows, batch);
}

void WriteGroup::write_document(const Admitted& from, const DocumentRow& row,
                                rocksdb::WriteBatch& batch) const {
  auto* const documents = database_.family(Family::kDocuments);
  const std::string key = document_key(row.key);
  if (row.text) {
    batch.Put(documents, key, ByteWriter{}.u64(from.revision).text(*row.text).take());
  } else {
    batch.Delete(documents, key);
  }
}

/// Rows that several events share: one operand each, however many these are.
void WriteGroup::write_folded_rows(rocksdb::WriteBatch& batch) const {
  for (const auto& [key, row] : streams_) {
    batch.Merge(database_.family(Family::kStreams), key, encode(row));
  }
  for (const auto& [key, bytes] : usage_) {
    batch.Merge(database_.family(Family::kUsage), key, ByteWriter{}.u64(bytes).take());
  }
}

void WriteGroup::retire(LogGroupId group, rocksdb::WriteBatch& batch) const {
  for (const Family family : {Family::kStreamEvents, Family::kGroupEvents, Family::kStreams}) {
    delete_range(batch, database_, family, KeyRange::of_prefix(group_prefix(group)));
  }
  remember_retired(static_cast<HolderId>(group), batch);
}

void WriteGroup::retire(QueueId queue, rocksdb::WriteBatch& batch) const {
  delete_range(batch, database_, Family::kQueueItems, KeyRange::of_prefix(queue_prefix(queue)));
  remember_retired(static_cast<HolderId>(queue), batch);
  heads_.forget(queue);
}

void WriteGroup::remember_retired(HolderId holder, rocksdb::WriteBatch& batch) const {
  batch.Put(database_.family(Family::kDefault), retired_key(holder),
            ByteWriter{}.time(now_).take());
}

}  // namespace epitaph::storage::rocks
