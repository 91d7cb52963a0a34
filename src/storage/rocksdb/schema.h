#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/commit.h"
#include "storage/rocksdb/block.h"

namespace epitaph::storage::rocks {

/// The layout of the whole store; grows when an older build could not read what a newer one writes.
/// 2 has queues; 3 packs its blocks of bodies with a dictionary, and has more fields of tasks
/// (tasks/task_dictionary.h). A store of an older format is taken over as it is, and marked as of
/// this one.
constexpr std::uint32_t kFormat = 3;

/// The column families, with their rows as key -> value. BE is big-endian, so that keys sort as the
/// numbers do; a time is BE with its sign flipped; text is raw bytes. EVENT is a log event's place,
/// (time, order BE u64, hash BE u64). Values are in varints unless they say otherwise.
///
///   default         "counters"                     -> Counters
///                   "retired" holder BE            -> time (when), of a log group or a queue
///   bodies          block BE                       -> block.h
///   holders         holder BE, block BE            -> Holding
///   usage           group, hour BE                 -> BE i64, message bytes of events in that hour
///   stream_events   group, stream~, EVENT          -> EventRow
///   group_events    group, EVENT, stream           -> EventRow
///   streams         group, stream                  -> StreamRow
///   subject_events  subject, NUL, version BE, time, hash BE -> BodyRef
///   events_by_time  time, hash BE, subject, NUL, version BE -> TimedEvent
///   task_rows       segment BE, ARN                -> tasks/task_row_bytes.h
///   task_blocks     tasks/task_block_keys.h
///   task_places     tasks/task_block_keys.h        -> nothing
///   queue_items     queue BE, due time, number BE  -> QueueItemRow
///   documents       kind NUL account NUL region NUL name -> revision BE, text
///
/// stream~ is the name with each NUL as (NUL, FF) and (NUL, 01) at its end: no stream's rows lie
/// among those of another whose name it begins.
/// An event's row may be written again, by a repeat, and then points at the repeat's body. Rows
/// only ever point at blocks of the write that they came with, or, of an item that moves, at that
/// of the row which goes for it: to delete a block it is enough that no row points at it now.
enum class Family : std::uint8_t {
  kDefault,
  kBodies,
  kHolders,
  kUsage,
  kStreamEvents,
  kGroupEvents,
  kStreams,
  kSubjectEvents,
  kDocuments,
  kEventsByTime,
  kTaskRows,
  kTaskBlocks,
  kTaskPlaces,
  kQueueItems,
};
constexpr std::size_t kFamilyCount = 14;

/// Where a body lies.
struct BodyRef {
  std::uint64_t block = 0;
  std::uint32_t index = 0;
};

/// What a row of either event family holds.
struct EventRow {
  BodyRef body;
  Timestamp ingested_at;
  std::uint64_t message_bytes = 0;
};

/// What a row of the ledger's events by time holds.
struct TimedEvent {
  BodyRef body;
  std::string detail_type;
};

/// What a row of a queue holds. Moving an item makes a new row, which points at the same body.
struct QueueItemRow {
  BodyRef body;
  Timestamp enqueued_at;
  std::string state;
};

/// That a holder has rows for bodies of a block.
struct Holding {
  Timestamp max_time;  ///< of these rows
  /// Rows written. Repeats that took a row over are not taken off, so it may stay above what there
  /// is, and never falls below: then retention, not the count, ends the holding.
  std::uint64_t rows = 0;
  std::uint64_t stored_bytes = 0;  ///< of the block, as it was written
  std::vector<HolderId> others;    ///< who held the block too when it was written
};

/// Created is the earliest ever given, last_ingestion the latest: merged without being read.
struct StreamRow {
  Timestamp created_at;
  std::optional<Timestamp> last_ingestion;
  void merge(const StreamRow& other);
};

/// What must never be given out twice, in all the life of the store.
struct Counters {
  std::uint64_t next_block = 1;
  Revision revision = 0;       ///< the last one given
  std::uint64_t arrivals = 0;  ///< log events without an identity, and items of queues, so far
};

std::string group_prefix(LogGroupId group);
std::string stream_prefix(LogGroupId group, std::string_view stream);
std::string stream_event_key(LogGroupId group, std::string_view stream, const LogEventId& id);
/// With an empty stream: where the events of that place begin.
std::string group_event_key(LogGroupId group, const LogEventId& id, std::string_view stream);
std::string stream_key(LogGroupId group, std::string_view stream);
std::string subject_prefix(std::string_view subject);
std::string subject_event_key(std::string_view subject, const TaskEventPlace& place);
std::string subject_event_key(const SubjectEventRow& row);
/// What the keys of all events of that place begin with.
std::string timed_event_prefix(const SubjectEventId& id);
std::string timed_event_key(const SubjectEventId& id, std::string_view subject,
                            std::uint64_t version);
std::string queue_prefix(QueueId queue);
std::string queue_item_key(QueueId queue, const QueueItemId& item);
std::string document_key(const DocumentKey& key);
std::string block_key(std::uint64_t block);
std::string holder_prefix(HolderId holder);
std::string holding_key(HolderId holder, std::uint64_t block);
std::string usage_key(LogGroupId group, std::int64_t hour);
std::string counters_key();
std::string retired_prefix();
std::string retired_key(HolderId holder);

/// The hour that a time lies in, counted from 1970.
std::int64_t hour_of(Timestamp time);

std::string encode(const EventRow& row, Timestamp time);
std::string encode(const BodyRef& row);
std::string encode(const TimedEvent& row);
std::string encode(const QueueItemRow& row, Timestamp due);
std::string encode(const Holding& row);
std::string encode(const StreamRow& row);
std::string encode(const Counters& row);

/// Each gives nullopt when the bytes are not what encode() or the key's function made.
std::optional<EventRow> decode_event_row(std::string_view value, Timestamp time);
std::optional<BodyRef> decode_body_ref(std::string_view value);
std::optional<TimedEvent> decode_timed_event(std::string_view value);
std::optional<QueueItemRow> decode_queue_item_row(std::string_view value, Timestamp due);
std::optional<QueueItemId> decode_queue_item_key(std::string_view key);
std::optional<Holding> decode_holding(std::string_view value);
std::optional<StreamRow> decode_stream_row(std::string_view value);
std::optional<Counters> decode_counters(std::string_view value);
/// The last 24 bytes of a key of stream_events.
std::optional<LogEventId> decode_stream_event_key(std::string_view key);
struct GroupEventKey {
  LogEventId id;
  std::string_view stream;  ///< points into the key
};
std::optional<GroupEventKey> decode_group_event_key(std::string_view key);
struct TimedEventKey {
  SubjectEventId id;
  std::string_view subject;  ///< points into the key
};
std::optional<TimedEventKey> decode_timed_event_key(std::string_view key);
/// What follows the subject in a key of subject_events.
std::optional<TaskEventPlace> decode_subject_event_place(std::string_view key);
std::optional<std::uint64_t> decode_holding_key(std::string_view key);

}  // namespace epitaph::storage::rocks
