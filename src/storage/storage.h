#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "storage/commit.h"
#include "storage/task_query.h"

namespace epitaph::storage {

constexpr Timestamp kEarliest = Timestamp::min();
constexpr Timestamp kLatest = Timestamp::max();

/// A log event as it is read. The views hold until the cursor moves or goes.
struct LogEventView {
  LogEventId id;  ///< id.time is the event's timestamp
  Timestamp ingested_at;
  std::string_view stream;
  std::string_view message;
};

/// Which log events to read, and from which end.
struct LogScan {
  LogGroupId group;
  std::optional<std::string> stream;  ///< one stream; absent: the whole group
  Timestamp from = kEarliest;         ///< inclusive
  Timestamp until = kLatest;          ///< exclusive
  bool newest_first = false;
  std::optional<LogEventId> after;  ///< start behind this one, in the direction of the scan
};

/// Hands out what was asked for, one by one, as of the moment it was opened. For one thread at a
/// time; must not outlive its Storage.
class LogEventCursor {
 public:
  virtual ~LogEventCursor() = default;
  /// The next event, or nullptr at the end; the view holds until the next call.
  virtual Result<const LogEventView*> next() = 0;
};

/// A log stream with what its events say of it.
struct LogStreamInfo {
  std::string name;
  Timestamp created_at;
  std::optional<Timestamp> first_event, last_event;  ///< of the events at or after `not_before`
  std::optional<Timestamp> last_ingestion;
};

/// Which streams of a group to list.
struct LogStreamScan {
  LogGroupId group;
  std::string prefix;
  bool by_last_event = false;  ///< else by name; with it `prefix` must be empty
  bool descending = false;
  std::size_t limit = 50;
  std::optional<std::string> after;  ///< the last stream of the page before
  Timestamp not_before = kEarliest;  ///< events before it are as if gone (retention)
};

struct Document {
  DocumentKey key;
  std::string text;
  Revision revision = 0;
};

/// Which of the ledger's events to read, whatever their subject.
struct SubjectEventScan {
  std::string subject_prefix;  ///< empty: any
  std::string detail_type;     ///< empty: any
  Timestamp from = kEarliest;  ///< inclusive, of the event's time
  Timestamp until = kLatest;   ///< exclusive
  bool newest_first = true;
  std::optional<SubjectEventId> after;  ///< start behind this one, in the direction of the scan
};

/// A kept event as it is read. The views hold until the cursor moves or goes.
struct SubjectEventView {
  SubjectEventId id;
  std::string_view subject;
  std::string_view json;
};

/// As LogEventCursor.
class SubjectEventCursor {
 public:
  virtual ~SubjectEventCursor() = default;
  virtual Result<const SubjectEventView*> next() = 0;
};

/// An event of one subject, and its place there.
struct KeptEvent {
  TaskEventPlace place;
  std::string json;
};

/// An item of a queue as it is read.
struct QueueItem {
  QueueItemId id;
  Timestamp enqueued_at;
  std::string state;
  std::string body;
};

struct QueueCounts {
  std::uint64_t due = 0;
  std::uint64_t waiting = 0;  ///< due later
};

/// Events of `group` before `before` are past its retention.
struct Expiry {
  LogGroupId group;
  Timestamp before;
};

struct SweepReport {
  std::uint64_t events_dropped = 0;
  std::uint64_t bodies_freed_bytes = 0;  ///< compressed, as they were written at first
};

/// Counters since the engine was opened.
struct StorageStats {
  std::uint64_t commits = 0;        ///< calls of commit() that were written
  std::uint64_t synced_writes = 0;  ///< fsyncs for them; fewer, since callers are grouped
  std::uint64_t body_bytes = 0;     ///< bodies as they came
  std::uint64_t stored_bytes = 0;   ///< bodies as they were written
  std::uint64_t refused = 0;        ///< calls turned away because the queue was full
};

/// The store. All calls are safe from any thread, and block; none may come from an I/O thread.
/// Errors of every call: kIo for the disk's, kCorrupt for rows that cannot be read.
class Storage {
 public:
  virtual ~Storage() = default;

  /// Writes all of `commit` and returns when it is on disk (fsync); the calls of concurrent callers
  /// share one write. What it wrote is seen by every read that starts after the return.
  /// Gives the revision of the documents written; 0 when the commit has none.
  /// Errors: kConflict as the rows say; kUnavailable when too much is waiting already, try later.
  virtual Result<Revision> commit(Commit commit) = 0;

  virtual Result<std::optional<Document>> read_document(const DocumentKey& key) = 0;
  /// Documents of a kind, of all scopes or one, in the order of (account, region, name).
  virtual Result<std::vector<Document>> list_documents(std::string_view kind,
                                                       const std::optional<Scope>& scope) = 0;

  virtual std::unique_ptr<LogEventCursor> scan_log_events(LogScan scan) = 0;
  virtual Result<std::optional<LogStreamInfo>> read_stream(LogGroupId group,
                                                           std::string_view stream,
                                                           Timestamp not_before) = 0;
  /// By last event: streams without an event come last when descending, first when ascending, by
  /// name.
  virtual Result<std::vector<LogStreamInfo>> list_streams(const LogStreamScan& scan) = 0;
  /// Bytes of the group's messages at or after `not_before`; a repeated event may count twice.
  virtual Result<std::uint64_t> group_bytes(LogGroupId group, Timestamp not_before) = 0;
  /// Removes a stream with its events, in steps when they are many; done and durable on return.
  /// Gives whether there was one.
  virtual Result<bool> delete_stream(LogGroupId group, std::string_view stream) = 0;

  /// The canonical JSON of every event that the ledger keeps under `subject`, by version, then
  /// time.
  virtual Result<std::vector<std::string>> read_subject(std::string_view subject) = 0;
  /// Of them those whose time is before `until`, behind `after`, at most `limit`.
  virtual Result<std::vector<KeptEvent>> read_subject_events(
      std::string_view subject, Timestamp until, const std::optional<TaskEventPlace>& after,
      std::size_t limit) = 0;
  /// Whether the very event is there: by subject, version, time and hash; `body` does not count.
  virtual Result<bool> has_subject_event(const SubjectEventRow& row) = 0;
  /// ARNs of the tasks whose id begins with `id_prefix`, at most `limit`, in order.
  virtual Result<std::vector<std::string>> find_tasks(std::string_view id_prefix,
                                                      std::size_t limit) = 0;
  /// Every event that the ledger keeps, by time, then hash; one that is kept under several subjects
  /// is given for each, one behind the other. As of the moment of the call.
  virtual std::unique_ptr<SubjectEventCursor> scan_subject_events(SubjectEventScan scan) = 0;
  /// Subjects that begin with `prefix`, in order, behind `after` (empty: from the first).
  virtual Result<std::vector<std::string>> list_subjects(std::string_view prefix,
                                                         std::string_view after,
                                                         std::size_t limit) = 0;
  /// Forgets a subject: its events, its row, its id. Exact and durable on return; what is told of
  /// it later is kept again. The space of its bodies is freed when nobody else holds them, at the
  /// latest by a later sweep(). Gives how many events went.
  virtual Result<std::uint64_t> delete_subject(std::string_view subject) = 0;
  /// Forgets these events of a subject, and nothing else of it. As delete_subject() in all else.
  virtual Result<std::uint64_t> delete_subject_events(std::string_view subject,
                                                      std::span<const TaskEventPlace> places) = 0;

  /// Tasks by their rows, newest first. Errors: kInvalid when `limit` is 0.
  virtual Result<TaskSearchPage> search_tasks(const TaskQuery& query,
                                              const std::optional<TaskEntry>& after,
                                              std::size_t limit) = 0;
  /// Exact counts of every value of each of `fields` among the tasks that are meant, in the order
  /// of `fields`; for kCause and no field match, what `epitaph top` asks.
  virtual Result<std::vector<TaskFieldCounts>> count_tasks(const TaskQuery& query,
                                                           std::span<const TaskField> fields) = 0;
  /// How many tasks are meant.
  virtual Result<std::uint64_t> count_tasks(const TaskQuery& query) = 0;
  /// The counts of a field's values over time, in stretches of `width` that begin at multiples of
  /// it; by value, then time; stretches without a task are left out.
  /// Errors: kInvalid when `width` is not positive.
  virtual Result<std::vector<TaskBucket>> count_tasks_over_time(
      const TaskQuery& query, TaskField field, std::chrono::milliseconds width) = 0;

  /// Items due at or before `until`, in the order of their ids, behind `after`, at most `limit`.
  /// Reading a queue from its head costs what it gives, however many items have gone before.
  virtual Result<std::vector<QueueItem>> read_queue(QueueId queue, Timestamp until,
                                                    const std::optional<QueueItemId>& after,
                                                    std::size_t limit) = 0;
  /// How many items a queue has; counted one by one, about a million in a second.
  virtual Result<QueueCounts> count_queue(QueueId queue, Timestamp now) = 0;

  /// Drops the rows of expired events and frees every body whose last holder has gone: a log
  /// group's retention never takes what the ledger keeps. Also finishes with retired groups and
  /// queues.
  virtual Result<SweepReport> sweep(std::span<const Expiry> expired) = 0;

  virtual StorageStats stats() const = 0;
};

}  // namespace epitaph::storage
