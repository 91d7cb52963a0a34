#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/arn.h"
#include "storage/task_row.h"

namespace epitaph::storage {

/// A log group as the store knows it: made anew (at random, never 0) whenever a group is created,
/// so that what a deleted group of the same name left behind can never show up in its successor.
enum class LogGroupId : std::uint64_t {};

/// A line of items that wait for their time: the messages of a queue, the deliveries owed to a
/// target. Made at random, never 0, anew whenever a queue is created.
enum class QueueId : std::uint64_t {};

/// Which body of a Commit a row points at; from Commit::add_body().
enum class BodyIndex : std::uint32_t {};

/// The place of a log event among its group's: by time, then `order`, then `hash`. It names the
/// event for as long as it is kept, for page tokens and FilterLogEvents' eventId.
struct LogEventId {
  Timestamp time;
  std::uint64_t order = 0;
  std::uint64_t hash = 0;
  auto operator<=>(const LogEventId&) const = default;
};

/// What makes a log event the same one when it is delivered again: the repeat then lands on the row
/// of the first. `order` sorts events of one millisecond (an ECS event's version, say).
struct Identity {
  std::uint64_t order = 0;
  std::uint64_t hash = 0;
};

/// One log event for one stream. The stream comes into being with its first event.
struct LogEventRow {
  LogGroupId group;
  std::string stream;
  Timestamp time;
  Timestamp ingested_at;
  BodyIndex body;
  /// Absent: every append is an event of its own, and those of one time stand in order of arrival,
  /// as PutLogEvents wants it.
  std::optional<Identity> identity;
};

/// A stream made by CreateLogStream. The commit is refused as kConflict when it exists already.
struct NewStreamRow {
  LogGroupId group;
  std::string stream;
  Timestamp created_at;
};

/// The place of an event among all that the ledger keeps.
struct SubjectEventId {
  Timestamp time;
  std::uint64_t hash = 0;
  auto operator<=>(const SubjectEventId&) const = default;
};

/// An event that the ledger keeps, under the resource it tells of (a task's ARN, a service's …).
/// A repeat (same subject, version, time and hash) lands on the row of the first.
struct SubjectEventRow {
  std::string subject;  ///< an ARN, or any text without a NUL
  std::uint64_t version = 0;
  Timestamp time;
  std::uint64_t hash = 0;  ///< of the event's canonical bytes
  BodyIndex body;
  std::string detail_type;
};

/// The place of an item in its queue: when it is due, then the number that the store gave it. The
/// number is the item's for as long as it is kept; a change of `due` keeps it.
struct QueueItemId {
  Timestamp due;
  std::uint64_t number = 0;
  auto operator<=>(const QueueItemId&) const = default;
};

/// A new item. Items that are due at one time stand in the order in which they were committed.
struct NewQueueItemRow {
  QueueId queue;
  Timestamp due;
  Timestamp enqueued_at;
  BodyIndex body;  ///< kept once, however many items hold it
  std::string
      state;  ///< its owner's: attempts, receive count, attributes …; written anew each time
};

/// What becomes of an item: it moves to `next`, or goes when there is none.
/// The commit is refused as kConflict unless the item is at that very place. Changes of one commit
/// hold in their order: a second one names the item where the first has put it.
struct QueueItemChange {
  struct Next {
    Timestamp due;
    std::string state;
  };
  QueueId queue;
  QueueItemId item;
  std::optional<Next> next;
};

/// Names one control-plane document: `kind` such as "rule", whose it is, and its name in there.
/// None of the parts may hold a NUL.
struct DocumentKey {
  std::string kind;
  Scope scope;
  std::string name;
  auto operator<=>(const DocumentKey&) const = default;
};

/// Grows with every commit that touches documents; of two states of one document the later has the
/// higher. 0 stands for "there is none".
using Revision = std::uint64_t;

/// Writes a document, or removes it when `text` is absent.
struct DocumentRow {
  DocumentKey key;
  std::optional<std::string> text;
  /// The commit is refused as kConflict, and nothing of it written, unless this is the document's
  /// revision (0: it does not exist). Absent: whatever there is.
  std::optional<Revision> expected;
};

/// Everything that one call, or one batch of events, causes: written whole or not at all, durable
/// when Storage::commit() returns. Plain data; filled by the domain, read by an engine.
struct Commit {
  std::vector<std::string> bodies;
  std::vector<LogEventRow> log_events;
  std::vector<NewStreamRow> new_streams;
  std::vector<SubjectEventRow> subject_events;
  /// Of a task's rows, in whatever order and however often they come, the one of the greatest place
  /// counts. One of equal place replaces it, for rows that are derived anew.
  std::vector<TaskRow> task_rows;
  std::vector<DocumentRow> documents;
  /// Groups that were deleted: their streams and events vanish with this commit, the space of their
  /// bodies is freed behind it.
  std::vector<LogGroupId> retired_groups;
  std::vector<NewQueueItemRow> new_queue_items;
  std::vector<QueueItemChange> queue_changes;
  /// Queues that were deleted: all their items vanish with this commit, those that it adds too.
  std::vector<QueueId> retired_queues;

  /// Keeps `text` once, however many rows point at it.
  BodyIndex add_body(std::string text) {
    bodies.push_back(std::move(text));
    return BodyIndex{static_cast<std::uint32_t>(bodies.size() - 1)};
  }

  bool empty() const {
    return log_events.empty() && new_streams.empty() && subject_events.empty() &&
           task_rows.empty() && documents.empty() && retired_groups.empty() &&
           new_queue_items.empty() && queue_changes.empty() && retired_queues.empty();
  }
};

}  // namespace epitaph::storage
