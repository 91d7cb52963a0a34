#include "storage/rocksdb/schema.h"

#include "storage/rocksdb/bytes.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

namespace {

constexpr std::size_t kGroupBytes = 8;
constexpr std::size_t kEventIdBytes = 24;
constexpr std::size_t kPlaceBytes = 24;
/// Of a StreamRow of two times in whole, as formats 1 and 2 have them; kEarliest is none.
constexpr std::size_t kWholeTimesBytes = 16;

ByteWriter group(LogGroupId id) {
  ByteWriter out;
  out.u64(static_cast<std::uint64_t>(id));
  return out;
}

void write(ByteWriter& out, const LogEventId& id) { out.time(id.time).u64(id.order).u64(id.hash); }

LogEventId read_event_id(ByteReader& in) {
  LogEventId id;
  id.time = in.time();
  id.order = in.u64();
  id.hash = in.u64();
  return id;
}

/// `value` when all of it was read and nothing was left over.
template <class T>
std::optional<T> whole(const ByteReader& in, T value) {
  if (!in.done()) return std::nullopt;
  return value;
}

}  // namespace

void StreamRow::merge(const StreamRow& other) {
  created_at = std::min(created_at, other.created_at);
  last_ingestion = std::max(last_ingestion, other.last_ingestion);
}

std::string group_prefix(LogGroupId id) { return group(id).take(); }

std::string stream_prefix(LogGroupId id, std::string_view stream) {
  ByteWriter out = group(id);
  for (const char c : stream) {
    out.u8(static_cast<std::uint8_t>(c));
    if (c == '\0') out.u8(0xff);
  }
  return out.u8(0).u8(1).take();
}

std::string stream_event_key(LogGroupId id, std::string_view stream, const LogEventId& event) {
  ByteWriter out;
  out.text(stream_prefix(id, stream));
  write(out, event);
  return out.take();
}

std::string group_event_key(LogGroupId id, const LogEventId& event, std::string_view stream) {
  ByteWriter out = group(id);
  write(out, event);
  return out.text(stream).take();
}

std::string stream_key(LogGroupId id, std::string_view stream) {
  return group(id).text(stream).take();
}

std::string subject_prefix(std::string_view subject) {
  return ByteWriter{}.text(subject).u8(0).take();
}

std::string subject_event_key(std::string_view subject, const TaskEventPlace& place) {
  ByteWriter out;
  return out.text(subject).u8(0).u64(place.version).time(place.time).u64(place.hash).take();
}

std::string subject_event_key(const SubjectEventRow& row) {
  return subject_event_key(row.subject,
                           {.version = row.version, .time = row.time, .hash = row.hash});
}

std::string timed_event_prefix(const SubjectEventId& id) {
  return ByteWriter{}.time(id.time).u64(id.hash).take();
}

std::string timed_event_key(const SubjectEventId& id, std::string_view subject,
                            std::uint64_t version) {
  return ByteWriter{}.text(timed_event_prefix(id)).text(subject).u8(0).u64(version).take();
}

std::string queue_prefix(QueueId queue) {
  return ByteWriter{}.u64(static_cast<std::uint64_t>(queue)).take();
}

std::string queue_item_key(QueueId queue, const QueueItemId& item) {
  ByteWriter out;
  return out.u64(static_cast<std::uint64_t>(queue)).time(item.due).u64(item.number).take();
}

std::string document_key(const DocumentKey& key) {
  ByteWriter out;
  out.text(key.kind).u8(0).text(key.scope.account).u8(0).text(key.scope.region).u8(0);
  return out.text(key.name).take();
}

std::string block_key(std::uint64_t block) { return ByteWriter{}.u64(block).take(); }
std::string holder_prefix(HolderId holder) { return ByteWriter{}.u64(holder).take(); }

std::string holding_key(HolderId holder, std::uint64_t block) {
  return ByteWriter{}.u64(holder).u64(block).take();
}

std::string usage_key(LogGroupId id, std::int64_t hour) {
  return group(id).time(Timestamp{std::chrono::milliseconds{hour}}).take();
}

std::string counters_key() { return "counters"; }
std::string retired_prefix() { return "retired"; }
std::string retired_key(HolderId holder) { return retired_prefix() + holder_prefix(holder); }

std::int64_t hour_of(Timestamp time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

std::string encode(const EventRow& row, Timestamp time) {
  ByteWriter out;
  out.varint(row.body.block).varint(row.body.index);
  return out.signed_varint(wrapping_difference(row.ingested_at, time))
      .varint(row.message_bytes)
      .take();
}

std::string encode(const BodyRef& row) {
  return ByteWriter{}.varint(row.block).varint(row.index).take();
}

std::string encode(const TimedEvent& row) {
  ByteWriter out;
  return out.varint(row.body.block).varint(row.body.index).text(row.detail_type).take();
}

std::string encode(const QueueItemRow& row, Timestamp due) {
  ByteWriter out;
  out.varint(row.body.block).varint(row.body.index);
  return out.signed_varint(wrapping_difference(row.enqueued_at, due)).text(row.state).take();
}

std::string encode(const Holding& row) {
  ByteWriter out;
  out.time(row.max_time).varint(row.rows).varint(row.stored_bytes).varint(row.others.size());
  for (const HolderId other : row.others) out.u64(other);
  return out.take();
}

std::string encode(const StreamRow& row) {
  ByteWriter out;
  out.time(row.created_at);
  if (!row.last_ingestion) return out.take();
  std::string encoded =
      out.signed_varint(wrapping_difference(*row.last_ingestion, row.created_at)).take();
  // Of the length of the other form: a stream that was written to over thousands of years.
  if (encoded.size() != kWholeTimesBytes) return encoded;
  return ByteWriter{}.time(row.created_at).time(*row.last_ingestion).take();
}

std::string encode(const Counters& row) {
  return ByteWriter{}.varint(row.next_block).varint(row.revision).varint(row.arrivals).take();
}

std::optional<EventRow> decode_event_row(std::string_view value, Timestamp time) {
  ByteReader in(value);
  EventRow row;
  row.body.block = in.varint();
  row.body.index = static_cast<std::uint32_t>(in.varint());
  row.ingested_at = wrapping_sum(time, in.signed_varint());
  row.message_bytes = in.varint();
  return whole(in, row);
}

std::optional<BodyRef> decode_body_ref(std::string_view value) {
  ByteReader in(value);
  BodyRef row;
  row.block = in.varint();
  row.index = static_cast<std::uint32_t>(in.varint());
  return whole(in, row);
}

std::optional<TimedEvent> decode_timed_event(std::string_view value) {
  ByteReader in(value);
  TimedEvent row;
  row.body.block = in.varint();
  row.body.index = static_cast<std::uint32_t>(in.varint());
  row.detail_type = in.rest();
  if (!in.ok()) return std::nullopt;
  return row;
}

std::optional<QueueItemRow> decode_queue_item_row(std::string_view value, Timestamp due) {
  ByteReader in(value);
  QueueItemRow row;
  row.body.block = in.varint();
  row.body.index = static_cast<std::uint32_t>(in.varint());
  row.enqueued_at = wrapping_sum(due, in.signed_varint());
  row.state = in.rest();
  if (!in.ok()) return std::nullopt;
  return row;
}

std::optional<QueueItemId> decode_queue_item_key(std::string_view key) {
  ByteReader in(key);
  (void)in.u64();
  QueueItemId item;
  item.due = in.time();
  item.number = in.u64();
  return whole(in, item);
}

std::optional<Holding> decode_holding(std::string_view value) {
  ByteReader in(value);
  Holding row;
  row.max_time = in.time();
  row.rows = in.varint();
  row.stored_bytes = in.varint();
  const std::uint64_t others = in.varint();
  for (std::uint64_t i = 0; i < others && in.ok(); ++i) row.others.push_back(in.u64());
  return whole(in, std::move(row));
}

std::optional<StreamRow> decode_stream_row(std::string_view value) {
  ByteReader in(value);
  StreamRow row;
  row.created_at = in.time();
  if (value.size() == kWholeTimesBytes) {
    if (const Timestamp last = in.time(); last != kEarliest) row.last_ingestion = last;
  } else if (!in.done()) {
    row.last_ingestion = wrapping_sum(row.created_at, in.signed_varint());
  }
  return whole(in, row);
}

std::optional<Counters> decode_counters(std::string_view value) {
  ByteReader in(value);
  Counters row;
  row.next_block = in.varint();
  row.revision = in.varint();
  row.arrivals = in.varint();
  return whole(in, row);
}

std::optional<LogEventId> decode_stream_event_key(std::string_view key) {
  if (key.size() < kGroupBytes + kEventIdBytes) return std::nullopt;
  ByteReader in(key.substr(key.size() - kEventIdBytes));
  return read_event_id(in);
}

std::optional<GroupEventKey> decode_group_event_key(std::string_view key) {
  ByteReader in(key);
  (void)in.u64();
  GroupEventKey decoded;
  decoded.id = read_event_id(in);
  decoded.stream = in.rest();
  if (!in.ok()) return std::nullopt;
  return decoded;
}

std::optional<TimedEventKey> decode_timed_event_key(std::string_view key) {
  ByteReader in(key);
  TimedEventKey decoded;
  decoded.id.time = in.time();
  decoded.id.hash = in.u64();
  decoded.subject = in.rest().substr(0, in.rest().find('\0'));
  if (!in.ok()) return std::nullopt;
  return decoded;
}

std::optional<TaskEventPlace> decode_subject_event_place(std::string_view key) {
  if (key.size() <= kPlaceBytes) return std::nullopt;
  ByteReader in(key.substr(key.size() - kPlaceBytes));
  TaskEventPlace place;
  place.version = in.u64();
  place.time = in.time();
  place.hash = in.u64();
  return place;
}

std::optional<std::uint64_t> decode_holding_key(std::string_view key) {
  ByteReader in(key);
  (void)in.u64();
  return whole(in, in.u64());
}

}  // namespace epitaph::storage::rocks
